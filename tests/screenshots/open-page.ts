import type { BrowserContext, Page } from "@playwright/test";
import { watchLayoutShift } from "./layout-shift";

/** The app's own pictures of a visitor's window. */
export const WINDOWS = [
  { width: 390, height: 844 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
] as const;

export const SCHEMES = ["light", "dark"] as const;

/** Signs a browser in with a session's cookie. */
export async function signIn(context: BrowserContext, url: string, cookie: string): Promise<void> {
  const [name = "", value = ""] = cookie.split("=");
  await context.addCookies([{ name, value, url, httpOnly: true }]);
}

/** Opens a page and waits until every panel has arrived and letters have their own font. */
export async function openPage(page: Page, url: string): Promise<void> {
  // tsx names functions through this helper, which the browser does not have.
  await page.addInitScript("globalThis.__name = (value) => value");
  await watchLayoutShift(page);
  await page.goto(url);
  await untilSettled(page);
}

/** Waits until nothing is loading any more. */
export async function untilSettled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector("[aria-busy=true]") === null);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  // Two frames: what arrived is painted, and its shifts are counted.
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}
