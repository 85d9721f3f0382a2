import { expect, expectAccessible, expectNoSidewaysScroll, test } from "./fixtures";

for (const [width, first] of [
  [390, 3],
  [920, 5],
] as const) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: 844 } });

    test("a list shows its first rows and unfolds by keyboard, without a request", async ({
      signedIn: page,
    }) => {
      await page.goto("/creator/ava-lane");
      const brands = page.getByRole("region", { name: "Top brands" });
      const rows = brands.locator("tbody").getByRole("row");
      await expect(rows).toHaveCount(first);
      await page.route("**/*", (route) => route.abort());
      await brands.locator("summary").focus();
      await page.keyboard.press("Enter");
      await expect(rows).toHaveCount(10);
      await expect(brands.getByText("LTK’s list goes on.")).toBeVisible();
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      await page.keyboard.press("Enter");
      await expect(rows).toHaveCount(first);
    });

    test("the order is a link, kept in the address beside the range", async ({
      signedIn: page,
    }) => {
      await page.goto("/creator/ava-lane?range=90d");
      const sort = page.getByRole("navigation", { name: "Sort the top lists by" });
      const link = sort.getByRole("link", { name: "Clicks" });
      expect((await link.boundingBox())?.height).toBeGreaterThanOrEqual(width < 768 ? 44 : 36);
      await link.focus();
      await page.keyboard.press("Enter");
      await expect(page).toHaveURL(/range=90d&top=clicks/);
      await expect(link).toHaveAttribute("aria-current", "true");
      await expect(page.getByRole("table", { name: /^Top products by clicks/ })).toBeVisible();
      await page.getByText("Last 90 days").first().click();
      await page.getByRole("link", { name: "Last 7 days" }).click();
      await expect(page).toHaveURL(/range=7d&top=clicks/);
    });
  });
}

test("all of a list is an address; paper gets every row and no controls", async ({
  signedIn: page,
}) => {
  await page.goto("/creator/ava-lane?all=products");
  const products = page.getByRole("region", { name: "Top products" });
  const rows = products.locator("tbody tr");
  await expect(rows.filter({ visible: true })).toHaveCount(40);
  await page.getByRole("region", { name: "Top brands" }).locator("summary").waitFor();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("region", { name: "Top brands" }).getByRole("row")).toHaveCount(15);
  await expect(products.getByRole("link", { name: "Download CSV" })).toBeHidden();
  await expect(page.getByRole("navigation", { name: "Sort the top lists by" })).toBeHidden();
});
