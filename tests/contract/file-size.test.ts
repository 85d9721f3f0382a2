import { expect, test } from "vitest";
import { listSourceFiles, readProjectFile } from "../helpers/source-files";

/** Beyond this a file does more than one thing. */
const MAX_LINES = 400;
/** A route hands over to lib/server. */
const MAX_ROUTE_LINES = 20;

function longerThan(limit: number, files: readonly string[]): string[] {
  return files
    .map((path) => ({ path, lines: readProjectFile(path).trimEnd().split("\n").length }))
    .filter(({ lines }) => lines > limit)
    .map(({ path, lines }) => `${path}: ${lines} lines`);
}

test("no file is longer than 400 lines", () => {
  const files = listSourceFiles("app", "components", "lib", "tests");
  expect(files.length).toBeGreaterThan(100);
  expect(longerThan(MAX_LINES, files)).toEqual([]);
});

test("no route file is longer than 20 lines", () => {
  const routes = listSourceFiles("app").filter((path) => path.endsWith("/route.ts"));
  expect(routes.length).toBeGreaterThan(0);
  expect(longerThan(MAX_ROUTE_LINES, routes)).toEqual([]);
});
