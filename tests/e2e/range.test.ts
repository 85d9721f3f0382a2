import { expect, test } from "./fixtures";

test("a range is chosen with the picker and kept in the address", async ({ signedIn: page }) => {
  await page.goto("/creator/ava-lane");
  const slider = page.getByRole("slider");
  await expect(slider).toHaveAttribute("aria-valuemax", "27");
  await page.getByText("Last 28 days").first().click();
  await page.getByRole("link", { name: "Last 7 days" }).click();
  await expect(page).toHaveURL(/range=7d/);
  await expect(slider).toHaveAttribute("aria-valuemax", "6");
  await page.goBack();
  await expect(slider).toHaveAttribute("aria-valuemax", "27");
  await page.goForward();
  await page.reload();
  await expect(slider).toHaveAttribute("aria-valuemax", "6");
});

test("own dates are checked before they are asked for", async ({ signedIn: page }) => {
  await page.goto("/creator/ava-lane");
  await page.getByText("Last 28 days").first().click();
  await page.getByRole("button", { name: "Choose days…" }).click();
  const form = page.getByRole("form", { name: "Custom range" });
  await form.getByLabel("From").fill("2026-03-09");
  await form.getByLabel("To").fill("2026-03-01");
  await form.getByRole("button", { name: "Show these days" }).click();
  await expect(form.getByRole("alert")).toContainText("Choose two days");
  await form.getByLabel("From").fill("2026-02-26");
  await form.getByRole("button", { name: "Show these days" }).click();
  await expect(page).toHaveURL(/range=2026-02-26\.\.2026-03-01/);
  await expect(page.getByRole("slider")).toHaveAttribute("aria-valuemax", "3");
});

test("a bad value in the address falls back and says so", async ({ signedIn: page }) => {
  await page.goto("/creator/ava-lane?range=yesterday");
  await expect(page.getByText(/range is not valid/)).toBeVisible();
  await expect(page.getByRole("slider")).toHaveAttribute("aria-valuemax", "27");
});

test("the range goes along to a creator's page", async ({ signedIn: page }) => {
  await page.goto("/?range=7d");
  const creators = page.getByRole("table", { name: /^Creators/ });
  await creators.getByRole("link", { name: "Cleo Park" }).click();
  await expect(page).toHaveURL(/\/creator\/cleo-park\?range=7d/);
  await expect(page.getByRole("heading", { level: 1, name: "Cleo Park" })).toBeVisible();
});
