import type { Page } from "@playwright/test";

/**
 * Has the page lay out and paint also what is far below the visible part, which it otherwise leaves for later: pictures of
 * a whole page would have holes there, and checks of it would look past them.
 */
export async function showEverything(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(".skips-offscreen { content-visibility: visible }");
    document.adoptedStyleSheets.push(sheet);
  });
}
