import { expect, test } from "vitest";
import { listSourceFiles, readProjectFile } from "../helpers/source-files";

test("every file under lib/server begins with the line that keeps it out of the browser", () => {
  const files = listSourceFiles("lib/server");
  expect(files.length).toBeGreaterThan(0);
  const open = files.filter((path) => !readProjectFile(path).startsWith('import "server-only";\n'));
  expect(open).toEqual([]);
});
