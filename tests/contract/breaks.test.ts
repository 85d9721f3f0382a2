import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readProjectFile } from "../helpers/source-files";
import { BREAKS } from "../proofs/breaks";

test.each(BREAKS)("the fault $rule fits the code in one place, and its proof exists", (fault) => {
  expect(readProjectFile(fault.file).split(fault.find)).toHaveLength(2);
  expect(fault.replace).not.toContain(fault.find);
  expect(existsSync(fileURLToPath(new URL(`../../${fault.proof.file}`, import.meta.url)))).toBe(
    true,
  );
});

test("no two faults share a name", () => {
  const names = BREAKS.map(({ rule }) => rule);
  expect(new Set([...names, "all", "quick"]).size).toBe(names.length + 2);
});
