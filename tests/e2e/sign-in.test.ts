import { ADMIN_EMAIL } from "../helpers/sign-in";
import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  newSignInLink,
  sentMails,
  test,
} from "./fixtures";

test("a link signs in by its button, once, and leaves no trace in the address", async ({
  page,
}) => {
  const link = await newSignInLink();
  await page.goto(link);
  const button = page.getByRole("button", { name: "Sign in" });
  await expect(button).toBeVisible();
  expect(page.url()).not.toContain("token");
  await expectAccessible(page);
  await button.click();
  await expect(page).toHaveURL(/\/$/);
  await expect(page.getByRole("table", { name: /^Creators/ })).toBeVisible();

  await page.context().clearCookies();
  await page.goto(link);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/sign-in\?problem=used$/);
  await expect(page.locator("main [role=alert]")).toContainText("used");
  await expect(page.getByLabel("E-mail")).toBeVisible();
  await expectAccessible(page);
});

test("a link is asked for by mail, arrives, and signs in", async ({ page }) => {
  const before = (await sentMails()).length;
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(ADMIN_EMAIL);
  await page.getByRole("button", { name: "E-mail me a link" }).click();
  await expect(page).toHaveURL(/\/sign-in\?notice=mailed$/);
  await expect(page.locator("main [role=status]")).toContainText("a link is on its way");
  await expectAccessible(page);
  await expect.poll(async () => (await sentMails()).length).toBe(before + 1);
  const link = /http:\S+#token=\S+/.exec((await sentMails()).at(-1) ?? "")?.[0] ?? "";
  await page.goto(link);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("table", { name: /^Creators/ })).toBeVisible();
});

test("signing out closes the pages", async ({ page }) => {
  await page.goto(await newSignInLink());
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto("/creator/ava-lane");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("signing out everywhere closes the pages of another browser as well", async ({
  page,
  browser,
}) => {
  const other = await browser.newContext();
  const elsewhere = await other.newPage();
  for (const each of [page, elsewhere]) {
    await each.goto(await newSignInLink());
    await each.getByRole("button", { name: "Sign in" }).click();
    await expect(each.getByRole("table", { name: /^Creators/ })).toBeVisible();
  }
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page.locator("main [role=status]")).toContainText("signed out everywhere");
  await elsewhere.goto("/creator/ava-lane");
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await other.close();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("a link by mail can be asked for, and the page says what needs scripts", async ({
    page,
  }) => {
    await page.goto(await newSignInLink());
    await expect(page.locator("noscript p")).toContainText("A link’s button needs JavaScript");
    await page.getByLabel("E-mail").fill("stranger@else.example");
    await page.getByRole("button", { name: "E-mail me a link" }).click();
    await expect(page.locator("main [role=status]")).toContainText("a link is on its way");
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("the page fits", async ({ page }) => {
    await page.goto("/sign-in?problem=unavailable");
    await expect(page.getByLabel("E-mail")).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
});

test("after signing out, going back shows nothing of the pages before", async ({ page }) => {
  await page.goto(await newSignInLink());
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("table", { name: /^Creators/ })).toBeVisible();
  await page.goto("/creator/ava-lane");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
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
