import { expect, test } from "vitest";
import { withVariables } from "@/lib/cli/env-file";

test.each([
  ["an empty file", "", "A=1\nB=2\n"],
  [
    "blank lines of the example, whose place they take",
    "# note\nA=\nC=3\nB=''\n",
    "# note\nA=1\nC=3\nB=2\n",
  ],
  ["values that are there, which stay", "A=mine\nexport B=too\n", "A=mine\nexport B=too\n"],
  [
    "names that only begin alike, and notes",
    "A_LONGER=\n# A=\nB =\n",
    "A_LONGER=\n# A=\nB=2\nA=1\n",
  ],
  ["a file without a last line end", "C=3", "C=3\nA=1\nB=2\n"],
])("into %s", (_, before, after) => {
  expect(withVariables(before, { A: "1", B: "2" })).toBe(after);
});

test("nothing to write leaves a file as it is", () => {
  expect(withVariables("A=\n\n# end\n", {})).toBe("A=\n\n# end\n");
});
