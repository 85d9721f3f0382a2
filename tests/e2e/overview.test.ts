import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";

const table = (page: Page) => page.getByRole("table", { name: /^Creators/ });
const names = (page: Page) => table(page).locator("tbody tr .creator-name").allInnerTexts();

test.describe("on a phone, without a tap", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("the overview says how the month goes against the last one, and who needs somebody", async ({
    signedIn: page,
  }) => {
    await page.goto("/");
    const month = page.getByText(/^\w+ (so far.*: \$|begins today)/);
    await expect(month).toBeInViewport({ ratio: 1 });
    await expect(page.getByText("Dina Moss: reconnect needed")).toBeInViewport({ ratio: 1 });
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
  });

  test("a creator's page says how her month goes against the last one", async ({
    signedIn: page,
  }) => {
    await page.goto("/creator/ava-lane");
    const month = page.locator("p", { hasText: /^\w+ (so far: \$|begins today)/ }).first();
    await expect(month).toBeInViewport({ ratio: 1 });
  });

  test("six creators are shown, and all by the keyboard", async ({ signedIn: page }) => {
    await page.goto("/");
    const cards = table(page).locator("tbody tr");
    await expect(cards.filter({ visible: true })).toHaveCount(6);
    await page.locator("summary", { hasText: "Show all 12" }).focus();
    await page.keyboard.press("Enter");
    await expect(cards.filter({ visible: true })).toHaveCount(12);
    await expect(page.getByText("Show fewer")).toBeVisible();
    await expectAccessible(page);
  });

  test("cards are sorted from a menu, and stay rows of a table", async ({ signedIn: page }) => {
    await page.goto("/");
    await page.getByText("By commissions").first().click();
    await page.getByRole("link", { name: "By name" }).click();
    await expect(page).toHaveURL(/\?sort=name$/);
    await expect.poll(() => names(page).then((all) => all[0])).toBe("Ava Lane");
    await expect(table(page).getByRole("row").first()).toBeAttached();
  });
});

test.describe("on a desk", () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test("headings sort by keyboard, say so, and turn round", async ({ signedIn: page }) => {
    await page.goto("/");
    const heading = table(page).getByRole("columnheader", { name: "Creator" });
    await heading.getByRole("link").focus();
    await page.keyboard.press("Enter");
    await expect(heading).toHaveAttribute("aria-sort", "ascending");
    expect((await names(page))[0]).toBe("Ava Lane");
    await heading.getByRole("link").press("Enter");
    await expect(heading).toHaveAttribute("aria-sort", "descending");
    expect((await names(page))[0]).toBe("Lola Quinn");
    await page.goBack();
    await expect(heading).toHaveAttribute("aria-sort", "ascending");
  });

  test("the roster's chart is read by keyboard, changes its metric, and is a table too", async ({
    signedIn: page,
  }) => {
    await page.goto("/");
    const chart = page.getByRole("slider", { name: /^Commissions, net, by day/ });
    await chart.focus();
    await expect(page.getByTestId("hero-svg")).toHaveClass(/is-covered/);
    await page.keyboard.press("End");
    await expect(page.getByTestId("hero-readout")).toContainText("$");
    await page.getByRole("radio", { name: "Clicks" }).check();
    await expect(page).toHaveURL(/\?metric=clicks$/);
    await expect(page.getByRole("slider", { name: /^Clicks, by day/ })).toBeVisible();
    await page.getByText("Show as table").click();
    const days = page.getByRole("table", { name: /^All figures/ });
    await expect(days.locator("tbody tr")).toHaveCount(28);
    await expect(page.getByRole("heading", { name: "Top brands" })).toBeVisible();
  });

  test("the attention's filter leaves who needs somebody, and the range stays", async ({
    signedIn: page,
  }) => {
    await page.goto("/?range=7d");
    await page.getByRole("link", { name: /^Need you/ }).click();
    await expect(page).toHaveURL(/range=7d&show=attention/);
    await expect.poll(() => names(page)).toContain("Dina Moss");
    expect(await names(page)).not.toContain("Ava Lane");
    await expect(table(page).locator("tfoot")).toContainText("Total");
  });

  test("a bad sort in the address falls back and says so", async ({ signedIn: page }) => {
    await page.goto("/?sort=luck");
    await expect(page.getByText(/sort is not valid: allowed are/)).toBeVisible();
    await expect(table(page).getByRole("columnheader", { name: "Commissions" })).toHaveAttribute(
      "aria-sort",
      "descending",
    );
  });

  test("a refresh reads the page anew; without a connection it keeps what it shows", async ({
    signedIn: page,
    complaints,
  }) => {
    await page.goto("/");
    const refresh = page.getByRole("button", { name: "Refresh" });
    const answer = page.waitForResponse((response) => response.url().includes("_rsc="));
    await refresh.click();
    expect((await answer).status()).toBe(200);
    await page.context().setOffline(true);
    await refresh.click();
    await expect(refresh).toHaveAttribute("aria-disabled", "false");
    await expect(table(page)).toBeVisible();
    await page.context().setOffline(false);
    // The browser reports what had no connection, and nothing else.
    const reported = complaints.splice(0);
    expect(reported).toContainEqual(expect.stringContaining("/api/health"));
    for (const words of reported) expect(words).toContain("ERR_INTERNET_DISCONNECTED");
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the table is there, filtered and sorted by its address", async ({ signedIn: page }) => {
    await page.goto("/?show=rising&sort=name&dir=desc");
    const html = await page.content();
    expect(html.indexOf("creator-name")).toBeGreaterThan(0);
    const rows = await page.locator("tbody tr .creator-name").allTextContents();
    expect(rows).toEqual(rows.toSorted().toReversed());
    expect(rows).not.toContain("Dina Moss");
  });
});
