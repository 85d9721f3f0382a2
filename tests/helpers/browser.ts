import { existsSync } from "node:fs";
import { platform } from "node:process";
import { chromium } from "@playwright/test";

/** First the one without windows, as Playwright's own: it spends nothing on tabs and toolbars that nobody looks at. */
const USUAL_PLACES = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

/** The Chrome or Chromium of this machine: `CHROME_PATH`, else the usual places, else the one Playwright downloaded. */
export function findBrowser(): string | undefined {
  const chosen = process.env["CHROME_PATH"] ?? "";
  const places = chosen === "" ? [...USUAL_PLACES, chromium.executablePath()] : [chosen];
  return places.find((path) => existsSync(path));
}

/** The same; throws one line with the command that installs a browser: browser tests are never skipped. */
export function requireBrowser(): string {
  const found = findBrowser();
  if (found !== undefined) return found;
  const command =
    platform === "linux"
      ? "sudo apt-get install -y chromium-headless-shell fonts-liberation"
      : "npx playwright install chromium";
  throw new Error(
    `No Chrome or Chromium at CHROME_PATH or the usual places. Install it: ${command}`,
  );
}
