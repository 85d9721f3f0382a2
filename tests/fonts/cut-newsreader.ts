import { readFileSync } from "node:fs";
import subsetFont from "subset-font";

const WHOLE = new URL(
  "../../node_modules/@fontsource-variable/newsreader/files/newsreader-latin-opsz-normal.woff2",
  import.meta.url,
);

/** Latin with accents, as the file of the whole typeface has it; what is missing falls back to the stand-in. */
const FIRST_CHARACTER = 0x20;
const LAST_CHARACTER = 0x24f;
const PUNCTUATION = "–—‘’‚“”„†•…‹›€−×÷≈≤≥→←↑↓™";

/** Newsreader as the app draws it, as WOFF2: at its display optical size, in the weights 400 to 500. */
export async function cutNewsreader(): Promise<Buffer> {
  const letters = Array.from({ length: LAST_CHARACTER - FIRST_CHARACTER + 1 }, (_, index) =>
    String.fromCodePoint(FIRST_CHARACTER + index),
  );
  return await subsetFont(readFileSync(WHOLE), letters.join("") + PUNCTUATION, {
    targetFormat: "woff2",
    variationAxes: { opsz: 72, wght: { min: 400, max: 500, default: 400 } },
  });
}
