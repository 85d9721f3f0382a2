import type { Page } from "@playwright/test";
import { expect, expectAccessible, expectNoSidewaysScroll, test } from "./fixtures";

const WIDTHS = [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
];
const SECRET = '{"refresh_token":"v1.invented-secret"}';

/** Opens a creator's panel by the keyboard alone and answers its field. */
async function openPanel(page: Page, name = "Dina Moss") {
  const button = page.getByRole("button", { name: new RegExp(`of ${name}$`) });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(button).toHaveAttribute("aria-expanded", "true");
  const field = page.getByRole("region", { name: `Reconnect ${name}` }).getByLabel("LTK session");
  await expect(field).toBeVisible();
  return field;
}

async function expectForgotten(page: Page): Promise<void> {
  expect((await page.content()).includes("invented-secret")).toBe(false);
  for (const field of await page.locator("textarea").all()) await expect(field).toHaveValue("");
}

for (const viewport of WIDTHS) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${viewport.width} px, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });

      test("says who needs to sign in again, and how", async ({ signedIn: page, complaints }) => {
        await page.goto("/settings");
        await expect(page).toHaveTitle(/^Settings/);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(
          "One creator needs to sign in to LTK again.",
        );
        const rows = page.getByRole("table", { name: /^Connections/ }).locator("tbody tr");
        await expect(rows).toHaveCount(12);
        await expect(rows.first()).toContainText("Dina Moss");
        await expect(rows.first()).toContainText("Reconnect needed");
        await expect(rows.nth(1)).toContainText(/Account ••\d\d.*Active.*Day \d+ of about 30/s);
        await expect(page.getByText("Memory only.")).toBeVisible();
        const link = page.getByRole("link", { name: "Settings 1 to reconnect or mend" });
        await expect(link.locator("visible=true")).toHaveAttribute("aria-current", "page");
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);

        const message = "LTK refused the session: it was used already, or has ended.";
        await page.route("**/api/ltk/dina-moss/connect", (route) =>
          route.fulfill({ status: 409, json: { error: { code: "needs_reauth", message } } }),
        );
        const field = await openPanel(page);
        await expect(page.getByText("private window").first()).toBeVisible();
        await field.fill(SECRET);
        await expect(page.getByText("••• pasted, 38 characters")).toBeVisible();
        await page.keyboard.press("Tab");
        await page.keyboard.press("Enter");
        await expect(page.getByRole("main").getByRole("alert")).toHaveText(message);
        await expectForgotten(page);
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
        // The browser itself reports the refusal, and nothing else.
        expect(complaints.splice(0)).toEqual([expect.stringContaining("status of 409")]);
      });
    });
  }
}

test.describe("390 px", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("what can be pressed is as large as a thumb", async ({ signedIn: page }) => {
    await page.goto("/settings");
    await openPanel(page);
    for (const button of await page.getByRole("main").getByRole("button").all()) {
      const box = await button.boundingBox();
      expect(box?.height).toBeGreaterThanOrEqual(44);
    }
  });
});

test("the panel's code is loaded when it is wanted, and not before", async ({ signedIn: page }) => {
  await page.goto("/settings", { waitUntil: "networkidle" });
  const loaded: string[] = [];
  page.on("response", (response) => {
    if (response.url().includes("/_next/static/chunks/")) loaded.push(response.url());
  });
  await page.getByRole("button", { name: "Reconnect of Dina Moss" }).hover();
  await expect.poll(() => loaded.length).toBeGreaterThan(0);
});

test("rubbish is refused in words, and leaves nothing behind", async ({
  signedIn: page,
  complaints,
}) => {
  await page.goto("/settings");
  const field = await openPanel(page);
  await field.fill("invented-secret rubbish");
  await page.getByRole("button", { name: "Check and save" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toHaveText(
    /does not look like LTK's session.*Nothing was saved/,
  );
  await expectForgotten(page);
  expect(complaints.splice(0)).toEqual([expect.stringContaining("status of 400")]);
});

test("a good session reconnects: the page, the row and the figures follow", async ({
  signedIn: page,
  simulator,
}) => {
  const session = await simulator.logIn("dina-moss");
  await page.goto("/settings");
  const field = await openPanel(page);
  await field.fill(JSON.stringify(session));
  await page.getByRole("button", { name: "Check and save" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("All 12 connections work.", {
    timeout: 20_000,
  });
  await expect(page.getByRole("status").filter({ hasText: /^Reconnected/ })).toBeFocused();
  await expect(page.getByRole("link", { name: /to reconnect or mend/ })).toHaveCount(0);
  await page.goto("/creator/dina-moss");
  await expect(page.getByTestId("hero-svg")).toBeVisible();
  await expect(page.getByRole("main").getByText("Reconnect needed")).toHaveCount(0);
});
