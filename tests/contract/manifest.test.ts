import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import manifest from "@/app/manifest";
import { PAPER_DARK, PAPER_LIGHT } from "@/components/brand";
import { readProjectFile } from "../helpers/source-files";

/** Width and height of a PNG, from its header. */
function pngSize(path: string): string {
  const bytes = readFileSync(new URL(`../../${path}`, import.meta.url));
  expect(bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

test("the manifest's PNG icons exist in the sizes it names, plain and maskable", () => {
  const icons = (manifest().icons ?? []).filter(({ type }) => type === "image/png");
  expect(icons.map(({ sizes, purpose = "any" }) => `${sizes} ${purpose}`)).toEqual([
    "192x192 any",
    "512x512 any",
    "512x512 maskable",
  ]);
  for (const { src, sizes } of icons) expect(pngSize(`public${src}`)).toBe(sizes);
});

test("the icon for iPhones is 180 px", () => {
  expect(pngSize("app/apple-icon.png")).toBe("180x180");
});

test("the colours of the browser's bars are the page's paper", () => {
  expect(readProjectFile("app/globals.css")).toContain(
    `--paper: light-dark(${PAPER_LIGHT}, ${PAPER_DARK});`,
  );
});
