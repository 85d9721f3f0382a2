import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

interface Stop {
  readonly name: string;
  /** It comes after the stop before in the page. */
  readonly isInOrder: boolean;
  readonly isShown: boolean;
  readonly isMarked: boolean;
}

const MAX_STOPS = 250;

/** Tabs through the whole page, from its beginning, and tells of each stop what a person at the keyboard sees. */
async function walk(page: Page): Promise<Stop[]> {
  const stops: Stop[] = [];
  for (let index = 0; index < MAX_STOPS; index += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const memory = window as unknown as { lastStop?: Element };
      const element = document.activeElement;
      if (element === null || element === document.body) return null;
      const { lastStop } = memory;
      memory.lastStop = element;
      const box = element.getBoundingClientRect();
      const isMarked = [element, element.parentElement, ...element.children].some((one) => {
        if (one === null) return false;
        const { outlineStyle, outlineWidth } = getComputedStyle(one);
        return outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0;
      });
      return {
        name: (element.getAttribute("aria-label") ?? element.textContent ?? "").trim(),
        isInOrder:
          lastStop === undefined ||
          (lastStop.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) > 0,
        isShown: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
        isMarked,
      };
    });
    if (stop === null) return stops;
    stops.push(stop);
  }
  throw new Error(`the page has more than ${MAX_STOPS} stops`);
}

function expectSensible(stops: readonly Stop[], names: readonly (string | RegExp)[]): void {
  expect(stops.filter(({ isInOrder }) => !isInOrder)).toEqual([]);
  expect(stops.filter(({ isShown }) => !isShown)).toEqual([]);
  expect(stops.filter(({ isMarked }) => !isMarked)).toEqual([]);
  const left = stops.map(({ name }) => name);
  for (const name of names) {
    const at = left.findIndex((one) => (typeof name === "string" ? one === name : name.test(one)));
    expect(at, `${name} comes among ${left.join(" · ")}`).toBeGreaterThanOrEqual(0);
    left.splice(0, at + 1);
  }
}

/** A menu opens by Enter, closes by Escape, and its label keeps the focus. */
async function expectMenu(page: Page, label: RegExp): Promise<void> {
  const summary = page
    .locator("details.menu > summary", { hasText: label })
    .filter({ visible: true });
  const menu = summary.first().locator("..");
  await summary.first().focus();
  await page.keyboard.press("Enter");
  await expect(menu).toHaveAttribute("open", "");
  await page.keyboard.press("Tab");
  await expect(menu.getByRole("link").first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(menu).not.toHaveAttribute("open");
  await expect(summary.first()).toBeFocused();
}

/** The chart is read and left, and its table opened, without a pointer. */
async function expectChart(page: Page): Promise<void> {
  const plot = page.getByRole("slider").first();
  await plot.focus();
  await page.keyboard.press("Home");
  await expect(plot).toHaveAttribute("aria-valuenow", "0");
  const first = await plot.getAttribute("aria-valuetext");
  expect(first).toContain("$");
  await page.keyboard.press("ArrowRight");
  await expect(plot).toHaveAttribute("aria-valuenow", "1");
  await expect(plot).not.toHaveAttribute("aria-valuetext", first ?? "");
  await page.keyboard.press("Escape");
  await expect(page.locator(".cursor-line")).toHaveCount(0);
  const table = page.getByRole("table", { name: /^All figures by day/ });
  await page.locator("summary", { hasText: "Show as table" }).focus();
  await page.keyboard.press("Enter");
  await expect(table).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(table).toBeHidden();
}

test.use({ viewport: { width: 1440, height: 900 } });

test("the overview works by keyboard alone", async ({ signedIn: page }) => {
  await page.goto("/");
  await expect(page.getByRole("table", { name: /^Creators/ })).toBeVisible();
  expectSensible(await walk(page), [
    "Skip to content",
    /Last 28 days/,
    "Dina Moss",
    "Refresh",
    "Commissions, net, by day",
    "Show as table",
    /^Rising/,
    "Creator",
    "Change",
    "EPC",
    "Bea Ortiz",
    "Ava Lane",
  ]);
  await expectMenu(page, /Last 28 days/);
  await expectMenu(page, /vs previous period/);
  await expectChart(page);
  const table = page.getByRole("table", { name: /^Creators/ });
  const filter = page.getByRole("link", { name: /^Falling/ });
  await filter.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/show=falling/);
  await expect(table).not.toContainText("Ava Lane");
  const heading = table.getByRole("columnheader", { name: "Change" });
  await heading.getByRole("link").focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/show=falling.*sort=change|sort=change.*show=falling/);
  await expect(heading).toHaveAttribute("aria-sort", /ascending|descending/);
});

test("a creator's page works by keyboard alone", async ({ signedIn: page }) => {
  await page.goto("/creator/ava-lane");
  await expect(page.getByRole("table", { name: /^Top posts/ })).toBeVisible();
  await expect(page.getByRole("region", { name: "Engagement" })).toContainText("Video views");
  expectSensible(await walk(page), [
    "Skip to content",
    /Last 28 days/,
    /By day/,
    "Refresh",
    "Commissions, net, by day",
    "Show as table",
    "Download CSV",
    "Clicks",
    /^Linen shirt|^Table lamp/,
    /^Show the first 10|^Show all/,
    /^Post of/,
  ]);
  for (const label of [/Last 28 days/, /vs previous period/, /By day/]) {
    await expectMenu(page, label);
  }
  await expectChart(page);
  const sort = page.getByRole("navigation", { name: "Sort the top lists by" });
  await sort.getByRole("link", { name: "No orders" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/top=no-orders/);
  await expect(page.getByRole("table", { name: /^Top products by clicks/ })).toBeVisible();
});
