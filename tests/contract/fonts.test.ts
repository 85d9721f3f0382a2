import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { cutNewsreader } from "../fonts/cut-newsreader";
import { readProjectFile } from "../helpers/source-files";

/** Two fonts stand before the headline of every page on a phone. */
const MAX_BYTES = 40_000;

test("the headlines' font is what `npm run fonts` cuts, and light", async () => {
  const committed = readFileSync(
    new URL("../../app/fonts/newsreader-display.woff2", import.meta.url),
  );
  expect(committed.length).toBeLessThan(MAX_BYTES);
  expect(committed.equals(await cutNewsreader())).toBe(true);
});

test("its licence stands beside it", () => {
  expect(readProjectFile("app/fonts/newsreader-display.LICENSE")).toBe(
    readProjectFile("node_modules/@fontsource-variable/newsreader/LICENSE"),
  );
});
