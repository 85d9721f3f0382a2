import { describe, expect, test } from "vitest";
import { z } from "zod";
import { readProjectFile } from "../helpers/source-files";

const Names = z.record(z.string(), z.string()).default({});
const Manifest = z.object({ dependencies: Names, devDependencies: Names });
const Lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      optionalDependencies: Names,
    }),
  ),
});

const { packages } = Lockfile.parse(JSON.parse(readProjectFile("package-lock.json")));
const manifest = Manifest.parse(JSON.parse(readProjectFile("package.json")));
const EXACT = /^\d+\.\d+\.\d+$/;

/** Whether `name` can be found from the package at `path`, as Node looks it up: in its own folder, then upwards. */
function isLocked(name: string, path: string): boolean {
  if (`${path === "" ? "" : `${path}/`}node_modules/${name}` in packages) return true;
  if (path === "") return false;
  const parent = path.lastIndexOf("/node_modules/");
  return isLocked(name, parent === -1 ? "" : path.slice(0, parent));
}

describe("package-lock.json", () => {
  // npm drops a platform's package in silence when the registry lacks it; `npm ci` then fails on that platform.
  test("holds the packages of every platform", () => {
    const optional = Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
      Object.keys(optionalDependencies).map((name) => ({ path, name })),
    );
    expect(optional.length).toBeGreaterThan(0);
    expect(optional.filter(({ path, name }) => !isLocked(name, path))).toEqual([]);
    for (const platform of ["linux-x64-gnu", "darwin-arm64", "win32-x64-msvc"]) {
      expect(packages).toHaveProperty([`node_modules/@next/swc-${platform}`]);
    }
  });

  test("names no registry", () => {
    const resolved = Object.values(packages).filter((entry) => entry.resolved !== undefined);
    expect(resolved).toEqual([]);
  });

  test("package.json pins exact versions, and the lockfile agrees", () => {
    const pins = { ...manifest.dependencies, ...manifest.devDependencies };
    expect(Object.values(pins).filter((version) => !EXACT.test(version))).toEqual([]);
    for (const [name, version] of Object.entries(pins)) {
      expect([name, packages[`node_modules/${name}`]?.version]).toEqual([name, version]);
    }
  });
});
