import { writeFileSync } from "node:fs";
import { cutNewsreader } from "./cut-newsreader";

/*
 * `npm run fonts`: cuts the headlines' typeface down to what the app draws with, a quarter of its weight. Run it after
 * the typeface's version has changed and commit what it writes; tests/contract/fonts.test.ts compares the two.
 */

writeFileSync(
  new URL("../../app/fonts/newsreader-display.woff2", import.meta.url),
  await cutNewsreader(),
);
