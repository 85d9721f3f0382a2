import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cruise } from "../helpers/cruise";
import { listSourceFiles } from "../helpers/source-files";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FOLDERS = ["app", "components", "lib"];

test("the layers hold, and the check saw every file", async () => {
  const { modules, summary } = await cruise(ROOT, FOLDERS);
  expect(summary.violations).toEqual([]);
  const seen = new Set(modules.map(({ source }) => source));
  const files = listSourceFiles(...FOLDERS);
  expect(files.length).toBeGreaterThan(100);
  // With a compiler it does not know, the check sees no file and calls that green.
  expect(files.filter((path) => !seen.has(path))).toEqual([]);
});

/** Modules that the planted ones import. They break nothing. */
const INNOCENT: Readonly<Record<string, string>> = {
  "lib/core/time.ts": "export const DAY_MS = 86_400_000;",
  // The other half of the planted cycle, which is reported once.
  "lib/core/d.ts": 'import "./c";',
  "lib/analytics/totals.ts": 'import "../core/time"; export const total = 1;',
  "lib/contracts/overview.ts":
    'import { z } from "zod"; export const Overview = z; export type Overview = 1;',
  "lib/contracts/overview.url.ts":
    'import type { Overview } from "./overview"; export const url = (it: Overview) => it;',
  "lib/kv/store.ts": 'import "../core/time"; export const x = 1; export interface Store { a: 1 }',
  "lib/kv/memory.ts":
    'import type { Store } from "./store"; export const memory: Store = { a: 1 };',
  "lib/cache/cached.ts": 'import type { Store } from "@/lib/kv/store"; export type Cached = Store;',
  "lib/ltk/client.ts":
    'import "node:crypto"; import "zod"; import "../core/time"; export interface Ltk { a: 1 }',
  "lib/server/container.ts":
    'import "server-only"; import { memory } from "../kv/memory"; import "./reads"; export { memory };',
  "lib/server/reads.ts":
    'import "server-only"; import { memory } from "../kv/memory"; export const reads = memory;',
  "lib/server/env.ts":
    'import "server-only"; import process from "node:process"; export { process };',
  "lib/server/view.ts":
    'import type { Ltk } from "../ltk/client"; import "./container"; export type View = Ltk;',
  "lib/cli/doctor.ts": 'import "../server/env";',
  "lib/client/use-overview.ts":
    'import "react"; import "swr"; export const load = () => import("@/lib/contracts/overview");',
  "components/card.tsx":
    'import "next/link"; import "react"; import "recharts"; import "../lib/client/use-overview"; import "@/lib/analytics/totals"; import "@/lib/contracts/overview.url"; import type { Overview } from "@/lib/contracts/overview"; export type Card = Overview;',
  "app/page.tsx":
    'import "next/link"; import "react"; import "@/components/card"; import "@/lib/server/view"; import "@/lib/contracts/overview";',
  "tests/helper.ts":
    'import "../lib/server/container"; import "../lib/kv/memory"; export const helper = 1;',
  "proxy.ts": 'import "next/server"; import "@/lib/server/env";',
};

/** A violation of each row of the table, one at a time: the file, what it says, the rule that must fire. */
const PLANTED: readonly (readonly [rule: string, file: string, text: string])[] = [
  ["core-imports-nothing", "lib/core/a.ts", 'import "zod";'],
  ["core-imports-nothing", "lib/core/b.ts", 'import "../analytics/totals";'],
  [
    "adapters-know-core-and-themselves",
    "lib/cache/a.ts",
    'import type { memory } from "../kv/memory"; export type A = typeof memory;',
  ],
  ["adapters-know-core-and-themselves", "lib/ltk/a.ts", 'import "@/lib/analytics/totals";'],
  ["adapters-know-core-and-themselves", "lib/token-manager/a.ts", 'import "../server/env";'],
  ["adapters-know-core-and-themselves", "lib/airtable/a.ts", 'import "@/components/card";'],
  [
    "ports-are-imported-as-types",
    "lib/cache/b.ts",
    'import { x } from "../kv/store"; export const b = x;',
  ],
  [
    "ports-are-imported-as-types",
    "lib/cache/c.ts",
    'import type { Store } from "../kv/store"; import { x } from "../kv/store"; export const c: Store = { a: x };',
  ],
  ["lib-knows-no-framework", "lib/ltk/b.ts", 'import "next/server";'],
  ["lib-knows-no-framework", "lib/token-manager/b.ts", 'import "server-only";'],
  ["lib-knows-no-framework", "lib/cli/b.ts", 'import "react";'],
  [
    "analytics-and-contracts-are-pure",
    "lib/analytics/a.ts",
    'import type { Ltk } from "../ltk/client"; export type A = Ltk;',
  ],
  ["analytics-and-contracts-are-pure", "lib/contracts/a.ts", 'import "../server/env";'],
  ["what-the-browser-loads-has-no-zod", "lib/analytics/b.ts", 'import "../contracts/overview";'],
  ["what-the-browser-loads-has-no-zod", "lib/contracts/b.url.ts", 'import "zod";'],
  [
    "server-never-imports-up",
    "lib/server/a.ts",
    'import "server-only"; import "@/components/card";',
  ],
  ["server-never-imports-up", "lib/server/b.ts", 'import "server-only"; import "../cli/doctor";'],
  [
    "only-container-wires-adapters",
    "lib/server/c.ts",
    'import { memory } from "../kv/memory"; export const c = memory;',
  ],
  ["only-container-wires-adapters", "lib/cli/a.ts", 'import "../ltk/client";'],
  [
    "only-container-builds-reads",
    "lib/server/f.ts",
    'import { reads } from "./reads"; export const f = reads;',
  ],
  ["cli-stands-on-server", "lib/cli/c.ts", 'import "@/app/page";'],
  ["client-knows-contracts-only", "lib/client/a.ts", 'import "../server/env";'],
  ["client-knows-contracts-only", "lib/client/b.ts", 'import "next/link";'],
  ["client-knows-contracts-only", "lib/client/c.ts", 'import "../analytics/totals";'],
  [
    "client-loads-contracts-on-demand",
    "lib/client/d.ts",
    'import { Overview } from "../contracts/overview"; export const d = Overview;',
  ],
  [
    "components-never-import-server-or-app",
    "components/a.tsx",
    'import type { View } from "@/lib/server/view"; export type A = View;',
  ],
  ["components-never-import-server-or-app", "components/b.tsx", 'import "@/app/page";'],
  [
    "components-take-only-types-of-contracts",
    "components/c.tsx",
    'export const load = () => import("@/lib/contracts/overview");',
  ],
  ["app-composes", "app/a.tsx", 'import "@/lib/client/use-overview";'],
  [
    "app-composes",
    "app/b.tsx",
    'import type { Ltk } from "@/lib/ltk/client"; export type B = Ltk;',
  ],
  ["nothing-imports-tests", "next.config.ts", 'import "./tests/helper";'],
  [
    "only-env-reads-the-process",
    "lib/server/d.ts",
    'import { env } from "node:process"; export const d = env;',
  ],
  ["not-to-dev-dependency", "lib/server/e.ts", 'import "msw";'],
  ["no-circular", "lib/core/c.ts", 'import "./d";'],
  ["not-to-unresolvable", "lib/core/e.ts", 'import "./nowhere";'],
  ["no-orphans", "lib/core/f.ts", "export const f = 1;"],
];

const PACKAGES = ["next", "react", "recharts", "server-only", "swr", "zod"];

describe("each rule", () => {
  let project: string;

  async function plant(path: string, text: string): Promise<void> {
    const file = join(project, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  beforeAll(async () => {
    project = await realpath(await mkdtemp(join(tmpdir(), "layers-")));
    const named = (names: readonly string[]) =>
      Object.fromEntries(names.map((name) => [name, "1"]));
    const manifest = { dependencies: named(PACKAGES), devDependencies: named(["msw"]) };
    await plant("package.json", JSON.stringify(manifest));
    const compilerOptions = {
      moduleResolution: "bundler",
      jsx: "react-jsx",
      paths: { "@/*": ["./*"] },
    };
    await plant("tsconfig.json", JSON.stringify({ compilerOptions }));
    const modules = [...PACKAGES, "msw"].map((name) => `${name}/index`);
    for (const name of [...modules, "next/link", "next/server"]) {
      await plant(`node_modules/${name}.js`, "");
    }
    for (const [path, text] of Object.entries(INNOCENT)) await plant(path, text);
    for (const [, path, text] of PLANTED) await plant(path, text);
  });

  afterAll(() => rm(project, { recursive: true, force: true }));

  test("fires on a violation of it, and only there", async () => {
    const folders = [...FOLDERS, "tests", "proxy.ts", "next.config.ts"];
    const { summary } = await cruise(project, folders);
    const fired = summary.violations.map(({ rule, from }) => `${rule.name} ${from}`);
    const expected = PLANTED.map(([rule, path]) => `${rule} ${path}`);
    expect([...new Set(fired)].sort()).toEqual(expected.sort());
    const rules = summary.ruleSetUsed.forbidden.map(({ name }) => name);
    expect(new Set(PLANTED.map(([rule]) => rule))).toEqual(new Set(rules));
  });
});
