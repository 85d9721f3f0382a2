import { expect, test } from "vitest";
import { DICTIONARY } from "@/lib/analytics/dictionary";
import { readProjectFile } from "../helpers/source-files";

test("docs/metrics.md tells all that the dictionary knows of every figure, in its order", () => {
  const rows = readProjectFile("docs/metrics.md")
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .filter(([, id]) => id?.startsWith("`"))
    .map((cells) => cells.slice(1, -1));
  expect(rows).toEqual(
    Object.entries(DICTIONARY).map(([id, figure]) => [
      `\`${id}\``,
      figure.label,
      figure.unit,
      figure.aggregation,
      figure.source,
      figure.definition,
      figure.caveat,
    ]),
  );
});
