import type { Page } from "@playwright/test";
import { expect, expectAccessible, expectNoSidewaysScroll, newSignInLink, test } from "./fixtures";

const WIDTHS = [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
];
const SCHEMES = ["light", "dark"] as const;

async function expectNoLoading(page: Page): Promise<void> {
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
}

for (const viewport of WIDTHS) {
  for (const colorScheme of SCHEMES) {
    test.describe(`${viewport.width} px, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });

      test("the roster lists every creator with her state", async ({ signedIn: page }) => {
        await page.goto("/");
        await expectNoLoading(page);
        const rows = page.getByRole("table", { name: /^Creators/ }).locator("tbody tr");
        await expect(rows).toHaveCount(12);
        await expect(rows.filter({ hasText: "Ava Lane" })).toContainText("Synced");
        await expect(rows.filter({ hasText: "Dina Moss" })).toContainText("Reconnect needed");
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
      });

      test("a creator's page shows figures and a painted chart", async ({ signedIn: page }) => {
        await page.goto("/creator/ava-lane");
        await expectNoLoading(page);
        await expect(page.getByRole("heading", { level: 1, name: "Ava Lane" })).toBeVisible();
        const line = page.getByTestId("hero-svg").locator(".line-current path");
        const box = await line.boundingBox();
        expect(box?.width).toBeGreaterThan(250);
        expect(box?.height).toBeGreaterThan(50);
        await expect(page.getByTestId("hero-recharts")).toHaveCount(0);
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
      });

      test("the sign-in page, with a link and without", async ({ page }) => {
        await page.goto("/sign-in");
        await expect(page.getByRole("button", { name: "E-mail me a link" })).toBeVisible();
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
        await page.goto(await newSignInLink());
        await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
        await expectAccessible(page);
      });

      test.describe("a page that is not there", () => {
        test("says so and leads back", async ({ signedIn: page, complaints }) => {
          const response = await page.goto("/creator/nobody");
          expect(response?.status()).toBe(404);
          await expect(page.getByRole("link", { name: "To the overview" })).toBeVisible();
          await expectNoSidewaysScroll(page);
          await expectAccessible(page);
          // The browser itself reports the 404 of the document, and nothing else.
          expect(complaints.splice(0)).toEqual([expect.stringContaining("status of 404")]);
        });
      });
    });
  }
}
