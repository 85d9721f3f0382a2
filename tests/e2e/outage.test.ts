import { startApp } from "../helpers/app-server";
import { expect, expectAccessible, expectNoSidewaysScroll, test } from "./fixtures";

test.use({ viewport: { width: 390, height: 844 } });

test("LTK fails for a creator nobody has read yet: the page says so, and recovers", async ({
  signedIn: page,
  simulator,
}) => {
  await simulator.setFault("gateway", { kind: "status", status: 503 });
  // A range of her own, so that no other test has read it.
  const path = "/creator/lola-quinn?range=2026-01-05..2026-01-11";
  const response = await page.goto(path);
  expect(response?.status()).toBe(200);
  await expect(page.getByText("The chart is not available.")).toBeVisible();
  await expect(page.getByTestId("hero-svg")).toHaveCount(0);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);

  await simulator.clearFaults();
  await expect(async () => {
    await page.goto(path);
    await expect(page.getByTestId("hero-svg")).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 40_000 });
});

test("a creator who must reconnect keeps the page up, says why once, and leads to where it is mended", async ({
  signedIn: page,
}) => {
  await page.goto("/creator/dina-moss");
  const main = page.getByRole("main");
  await expect(main.getByText("Reconnect needed")).toBeVisible();
  await expect(main.locator("[data-tone=problem]")).toHaveCount(1);
  await expect(main.getByText("Try again")).toHaveCount(0);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await main.getByRole("link", { name: "Reconnect in settings" }).click();
  await expect(page).toHaveURL(/\/settings$/);
  await expect(page.getByRole("button", { name: "Reconnect of Dina Moss" })).toBeVisible();
});

test("a refresh that fails keeps the figures and is told", async ({
  signedIn: page,
  complaints,
}) => {
  await page.goto("/creator/ava-lane");
  const money = page.getByRole("definition").filter({ hasText: "$" }).first();
  const shown = await money.textContent();
  await page.route("**/api/ltk/**", (route) => route.abort());
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByRole("button", { name: "Refresh" })).toBeVisible();
  await expect(page.getByText("No connection. What you see was loaded before.")).toBeVisible();
  expect(await money.textContent()).toBe(shown);
  expect(complaints.splice(0).every((words) => words.includes("ERR_FAILED"))).toBe(true);
});

test("without its environment the app says what to set", async ({ page }) => {
  const app = await startApp({});
  try {
    await page.goto(app.url);
    await expect(page.getByText("AIRTABLE_API_KEY is not set.")).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  } finally {
    await app.close();
  }
});
