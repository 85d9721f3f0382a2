import { expect, newSignInLink, test } from "./fixtures";

test("a link signs in by its button, once, and leaves no trace in the address", async ({
  page,
}) => {
  const link = await newSignInLink();
  await page.goto(link);
  const button = page.getByRole("button", { name: "Sign in" });
  await expect(button).toBeVisible();
  expect(page.url()).not.toContain("token");
  await button.click();
  await expect(page).toHaveURL(/\/$/);
  await expect(page.getByRole("table", { name: /^Creators/ })).toBeVisible();

  await page.context().clearCookies();
  await page.goto(link);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/sign-in\?problem=used$/);
  await expect(page.locator("main [role=alert]")).toContainText("used");
});

test("signing out closes the pages", async ({ page }) => {
  await page.goto(await newSignInLink());
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto("/creator/ava-lane");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("after signing out, going back shows nothing of the pages before", async ({ page }) => {
  await page.goto(await newSignInLink());
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("table", { name: /^Creators/ })).toBeVisible();
  await page.goto("/creator/ava-lane");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  for (let step = 0; step < 2; step += 1) {
    await page.goBack();
    await expect(page).toHaveURL(/\/sign-in/);
    await expect(page.getByText("Ava Lane")).toHaveCount(0);
  }
});

test("a page that the browser brings back as it was left is read anew", async ({ page }) => {
  await page.goto(await newSignInLink());
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("table", { name: /^Creators/ })).toBeVisible();
  await page.context().clearCookies();
  await expect(async () => {
    await page.evaluate(() =>
      window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })),
    );
    await expect(page).toHaveURL(/\/sign-in/, { timeout: 1_000 });
  }).toPass();
});
