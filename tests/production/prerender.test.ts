import { expect, test } from "vitest";
import { z } from "zod";
import { listSourceFiles, readProjectFile } from "../helpers/source-files";

const Routes = z.record(z.string(), z.unknown());
const Prerendered = z.object({ routes: Routes, dynamicRoutes: Routes });

test("every route of the API is in the build, and none was answered at build time", () => {
  // Next runs an argument-less GET during the build under some settings, and serves that answer for ever.
  const built = Routes.parse(JSON.parse(readProjectFile(".next/server/app-paths-manifest.json")));
  const routes = listSourceFiles("app").filter((path) => path.endsWith("/route.ts"));
  expect(routes.length).toBeGreaterThan(0);
  for (const path of routes) {
    expect(built).toHaveProperty([path.slice("app".length, -".ts".length)]);
  }
  const manifest = Prerendered.parse(JSON.parse(readProjectFile(".next/prerender-manifest.json")));
  const paths = [...Object.keys(manifest.routes), ...Object.keys(manifest.dynamicRoutes)];
  expect(paths.filter((path) => path.startsWith("/api"))).toEqual([]);
});
