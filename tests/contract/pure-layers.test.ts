import { expect, test } from "vitest";
import { listSourceFiles, readProjectFile } from "../helpers/source-files";

const LAYERS = [
  "core",
  "analytics",
  "contracts",
  "ltk",
  "token-manager",
  "airtable",
  "kv",
  "cache",
];
/** Time, chance and the environment are handed in, so that tests decide them. */
const IMPURE = [
  /\bDate\.now\(/,
  /\bnew Date\(\)/,
  /\bperformance\.now\(/,
  /\bMath\.random\(/,
  /\bset(Timeout|Interval)\(/,
  /\bprocess\.\w/,
];

test.each(LAYERS)("lib/%s knows neither the clock, nor chance, nor the environment", (layer) => {
  const files = listSourceFiles(`lib/${layer}`);
  expect(files.length).toBeGreaterThan(0);
  const impure = files.filter((path) => IMPURE.some((word) => word.test(readProjectFile(path))));
  expect(impure).toEqual([]);
});
