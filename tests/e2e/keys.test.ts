import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";

/** Presses until the page is ready to hear it: keys work from hydration on. */
async function pressUntil(page: Page, key: string, url: RegExp): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(key);
    await expect(page).toHaveURL(url, { timeout: 1_500 });
  }).toPass();
}

test("single keys choose the range, shift it, and go back", async ({ signedIn: page }) => {
  await page.goto("/creator/ava-lane?interval=week");
  const slider = page.getByRole("slider");
  await pressUntil(page, "w", /interval=week&range=7d$/);
  await page.keyboard.press("f");
  await expect(page).toHaveURL(/\/creator\/ava-lane\?interval=week$/);
  await page.keyboard.press("p");
  await expect(page).toHaveURL(/range=last-month/);
  await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(/range=mtd/);
  await page.keyboard.press("x");
  await expect(page).toHaveURL(/compare=yoy/);
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/creator\/ava-lane$/);
  await expect(slider).toHaveAttribute("aria-valuemax", "27");
});

test("two presses move two periods, and what is chosen is announced", async ({
  signedIn: page,
}) => {
  await page.goto("/creator/ava-lane");
  await pressUntil(page, "m", /range=mtd/);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(page).toHaveURL(/range=\d{4}-\d\d-01\.\.\d{4}-\d\d-\d\d/);
  await page.keyboard.press("w");
  await expect(page.getByRole("status").filter({ hasText: "Last 7 days" })).toHaveCount(1);
});

test("a digit opens the creator who is listed there, for the same days", async ({
  signedIn: page,
}) => {
  await page.goto("/creator/ava-lane");
  await pressUntil(page, "w", /range=7d$/);
  await page.keyboard.press("2");
  await expect(page).toHaveURL(/\/creator\/bea-ortiz\?range=7d$/);
  await expect(page.getByRole("heading", { level: 1, name: "Bea Ortiz" })).toBeVisible();
});

test("keys are left to fields, the chart, menus and the browser", async ({ signedIn: page }) => {
  await page.goto("/creator/ava-lane?range=7d");
  await pressUntil(page, "f", /ava-lane$/);
  const slider = page.getByRole("slider");
  await slider.focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Escape");
  await slider.blur();
  await page.keyboard.press("Control+m");
  await page.keyboard.press("Alt+w");
  await page.getByText("Last 28 days").first().click();
  await page.keyboard.press("w");
  await page.keyboard.press("Escape");
  await expect(page.locator("details.menu[open]")).toHaveCount(0);
  expect(new URL(page.url()).search).toBe("");
  await page.keyboard.press("c");
  const from = page.getByRole("form", { name: "Custom range" }).getByLabel("From");
  await expect(from).toBeFocused();
  await page.keyboard.press("w");
  expect(new URL(page.url()).search).toBe("");
});

test("the list opens with ?, is accessible, and its switch turns the keys off for good", async ({
  signedIn: page,
}) => {
  await page.goto("/creator/ava-lane");
  await pressUntil(page, "w", /range=7d/);
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("m");
  await dialog.getByRole("checkbox", { name: "Use single keys in this browser" }).uncheck();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press("f");
  await page.keyboard.press("?");
  await page.waitForTimeout(300);
  await expect(dialog).toHaveCount(0);
  await expect(page).toHaveURL(/range=7d$/);

  await page.reload();
  await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
  await expect(dialog.getByRole("checkbox")).not.toBeChecked();
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Close" }).click();
  await pressUntil(page, "f", /ava-lane$/);
});

test("the chart's numbers as a file are those of the page's own days", async ({
  signedIn: page,
}) => {
  await page.goto("/creator/ava-lane?range=7d&compare=none");
  const waiting = page.waitForEvent("download");
  await page.locator('a[href*="view=hero-chart"]', { hasText: "Download CSV" }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toMatch(/^ava-lane_hero-chart_.*\.csv$/);
  const stream = await download.createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  const lines = Buffer.concat(chunks).toString("utf8").trim().split(/\r?\n/);
  expect(lines).toHaveLength(8);
  await page.getByText("Show as table").click();
  const cells = page.getByRole("table").locator("tbody tr").first().getByRole("cell");
  const clicks = (await cells.nth(2).innerText()).replaceAll(",", "");
  expect(lines[1]?.split(",")).toContain(clicks);
});

test("a grouping that shows little says so and offers another", async ({ signedIn: page }) => {
  await page.goto("/creator/ava-lane?range=7d&interval=month");
  await expect(page.getByText("By month, these days make a single point.")).toBeVisible();
  await page.getByRole("link", { name: "Group by day" }).click();
  await expect(page).toHaveURL(/\?range=7d$/);
});

test("each bad value of an address is told, and only that one falls back", async ({
  signedIn: page,
}) => {
  await page.goto("/creator/ava-lane?range=7d&compare=always&interval=hour");
  await expect(page.getByText(/compare is not valid.*interval is not valid/)).toBeVisible();
  await expect(page.getByRole("slider")).toHaveAttribute("aria-valuemax", "6");
});

test("the command menu finds by typing, and takes the days along", async ({ signedIn: page }) => {
  await page.goto("/creator/ava-lane");
  await pressUntil(page, "w", /range=7d$/);
  await page.keyboard.press("/");
  const menu = page.getByRole("dialog", { name: "Find a creator, a page or a range" });
  const field = menu.getByRole("combobox", { name: "Find" });
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("");
  await expectAccessible(page);
  await page.keyboard.type("bea");
  await expect(menu.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/creator\/bea-ortiz\?range=7d$/);
  await expect(menu).toHaveCount(0);

  await page.keyboard.press("Control+k");
  await page.keyboard.type("last");
  await page.keyboard.press("ArrowDown");
  const second = menu.getByRole("option").nth(1);
  await expect(second).toHaveAttribute("aria-selected", "true");
  await expect(second).toContainText("Last 28 days");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/creator\/bea-ortiz$/);

  await page.keyboard.press("Control+k");
  await page.keyboard.type("nobody at all");
  await expect(menu.getByText("Nothing is called “nobody at all”.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(menu).toHaveCount(0);
});

test("the command menu opens by its button, also on a phone and with single keys off", async ({
  signedIn: page,
}) => {
  await page.addInitScript(() => localStorage.setItem("single-keys", "off"));
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/settings");
  const menu = page.getByRole("dialog", { name: "Find a creator, a page or a range" });
  const navigation = page.getByRole("navigation", { name: "Main" });
  await navigation.getByRole("button", { name: "Creators" }).click();
  await navigation.getByRole("button", { name: "Find" }).click();
  await expect(menu).toBeVisible();
  await expect(page.locator(":popover-open")).toHaveCount(0);
  await expect(menu.getByText("Range", { exact: true })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await page.waitForTimeout(300);
  await expect(menu).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await menu.getByRole("option", { name: /Cleo Park/ }).click();
  await expect(page).toHaveURL(/\/creator\/cleo-park$/);
});
