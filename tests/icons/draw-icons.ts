import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "@playwright/test";
import { requireBrowser } from "../helpers/browser";

/*
 * `npm run icons`: draws app/icon.svg as the PNGs that phones ask for. Run it after the icon has changed and commit what it
 * writes; tests/contract/manifest.test.ts looks at the sizes.
 */

const ROOT = new URL("../..", import.meta.url);
/** How much of a maskable icon any mask leaves: a circle four fifths across. */
const SAFE_SHARE = 0.8;

interface Icon {
  readonly file: string;
  readonly px: number;
  /** `plain` has round corners on nothing; `full` fills its square, for systems that cut their own shape. */
  readonly shape: "plain" | "full";
  /** How large the drawing is in it. */
  readonly scale: number;
}

const ICONS: readonly Icon[] = [
  { file: "public/icons/icon-192.png", px: 192, shape: "plain", scale: 1 },
  { file: "public/icons/icon-512.png", px: 512, shape: "plain", scale: 1 },
  { file: "public/icons/maskable-512.png", px: 512, shape: "full", scale: SAFE_SHARE },
  { file: "app/apple-icon.png", px: 180, shape: "full", scale: 1 },
];

async function draw(browser: Browser, svg: string, icon: Icon): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: icon.px, height: icon.px } });
  const isFull = icon.shape === "full";
  const ground = /fill="(#[0-9a-f]{6})"/.exec(svg)?.[1];
  if (ground === undefined) throw new Error("app/icon.svg has no ground to fill the square with");
  const drawing = isFull ? svg.replace(/ rx="\d+"/, "") : svg;
  await page.setContent(
    `<style>body{margin:0;display:grid;place-items:center;height:100vh;background:${isFull ? ground : "transparent"}}
    svg{width:${100 * icon.scale}vw;height:${100 * icon.scale}vw}</style>${drawing}`,
  );
  const picture = await page.screenshot({ omitBackground: !isFull });
  await page.close();
  return picture;
}

async function main(): Promise<void> {
  const svg = readFileSync(new URL("app/icon.svg", ROOT), "utf8");
  const browser = await chromium.launch({
    executablePath: requireBrowser(),
    args: ["--no-sandbox"],
  });
  for (const icon of ICONS) {
    writeFileSync(new URL(icon.file, ROOT), await draw(browser, svg, icon));
    process.stdout.write(`${fileURLToPath(new URL(icon.file, ROOT))}\n`);
  }
  await browser.close();
}

await main();
