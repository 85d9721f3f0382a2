import type { Page } from "@playwright/test";
import { expect, expectAccessible, expectNoSidewaysScroll, test } from "./fixtures";

const CREATORS = 12;

function navigation(page: Page) {
  return page.getByRole("navigation", { name: "Main" });
}

test.describe("the bar of a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  for (const colorScheme of ["light", "dark"] as const) {
    test(`opens the creators, and closes when one was chosen, ${colorScheme}`, async ({
      signedIn: page,
    }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto("/creator/ava-lane");
      const links = navigation(page).getByRole("list").getByRole("link");
      await expect(links).toHaveCount(0);
      await navigation(page).getByRole("button", { name: "Creators" }).click();
      await expect(links).toHaveCount(CREATORS);
      await expect(links.filter({ hasText: "Dina Moss" })).toContainText("reconnect needed");
      await expect(links.filter({ hasText: "Ava Lane" })).toHaveAttribute("aria-current", "page");
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      // Links work before hydration, too; what closes the list does not.
      await expect(async () => {
        if (!(await links.first().isVisible())) return;
        await links.filter({ hasText: "Bea Ortiz" }).click();
        await expect(page).toHaveURL(/bea-ortiz/, { timeout: 1_500 });
      }).toPass();
      await expect(page.getByRole("heading", { level: 1, name: "Bea Ortiz" })).toBeVisible();
      await expect(page.locator(":popover-open")).toHaveCount(0);
    });
  }

  test("closes on Escape, which leads back to its button, and on a press outside", async ({
    signedIn: page,
  }) => {
    await page.goto("/settings");
    const account = navigation(page).getByRole("button", { name: "Account" });
    const signOut = page.getByRole("button", { name: "Sign out", exact: true });
    await account.focus();
    await page.keyboard.press("Enter");
    await expect(signOut).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(signOut).toBeHidden();
    await expect(account).toBeFocused();
    await account.click();
    await expect(signOut).toBeVisible();
    await page.mouse.click(200, 100);
    await expect(signOut).toBeHidden();
  });

  test.describe("without JavaScript", () => {
    test.use({ javaScriptEnabled: false });

    test("opens all the same", async ({ signedIn: page }) => {
      await page.goto("/");
      await navigation(page).getByRole("button", { name: "Creators" }).click();
      await navigation(page).getByRole("link", { name: "Bea Ortiz" }).click();
      await expect(page).toHaveURL(/\/creator\/bea-ortiz$/);
      await navigation(page).getByRole("button", { name: "Account" }).click();
      await page.getByRole("button", { name: "Sign out", exact: true }).click();
      await expect(page).toHaveURL(/\/sign-in/);
    });
  });
});

test("the rail of a wide window shows creators and account, and comes first for keys", async ({
  signedIn: page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto("/creator/ava-lane");
  await expect(navigation(page).getByRole("button", { name: "Creators" })).toBeHidden();
  await expect(navigation(page).getByRole("list").getByRole("link")).toHaveCount(CREATORS);
  await expect(page.getByRole("button", { name: "Sign out", exact: true })).toBeVisible();
  const stops: string[] = [];
  for (let stop = 0; stop < 4; stop += 1) {
    await page.keyboard.press("Tab");
    stops.push(await page.evaluate(() => document.activeElement?.textContent?.trim() ?? ""));
  }
  expect(stops).toEqual(["Skip to content", "Hemline", "Find/", "Overview"]);
});

test("a page has each creator once for both", async ({ signedIn: page }) => {
  const response = await page.goto("/creator/ava-lane");
  const html = (await response?.text()) ?? "";
  const body = html.slice(html.indexOf("<body"), html.indexOf("self.__next_f"));
  expect(body.match(/href="\/creator\/bea-ortiz"/g)).toHaveLength(1);
});

for (const path of ["/", "/creator/ava-lane", "/settings", "/settings/people"]) {
  test(`no id stands twice on ${path}`, async ({ signedIn: page }) => {
    await page.goto(path);
    const ids = await page
      .locator("[id]")
      .evaluateAll((elements) => elements.map((element) => element.id));
    expect(ids.length).toBeGreaterThan(5);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
}
