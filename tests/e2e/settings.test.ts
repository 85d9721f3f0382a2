import { expect, expectAccessible, expectNoSidewaysScroll, test } from "./fixtures";

for (const viewport of [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${viewport.width} px, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });

      test("says who needs to sign in again, and how", async ({ signedIn: page }) => {
        await page.goto("/settings");
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(
          "One creator needs to sign in to LTK again.",
        );
        const first = page.getByRole("listitem").filter({ hasText: "Dina Moss" }).last();
        await expect(first).toContainText("Reconnect needed");
        await expect(page.getByText("Memory only.")).toBeVisible();
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
        await page.locator("summary", { hasText: "Reconnect of Dina Moss" }).click();
        await expect(page.getByText("private window").first()).toBeVisible();
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
      });
    });
  }
}

test("rubbish is refused in words, and leaves nothing behind", async ({
  signedIn: page,
  complaints,
}) => {
  await page.goto("/settings");
  const summary = page.locator("summary", { hasText: "Reconnect of Dina Moss" });
  await summary.focus();
  await page.keyboard.press("Enter");
  const field = page.getByLabel("LTK session").locator("visible=true");
  await field.fill("my secret rubbish");
  await expect(page.getByText("17 characters pasted")).toBeVisible();
  await page.getByRole("button", { name: "Check and save" }).locator("visible=true").click();
  await expect(page.getByText(/does not look like LTK's session.*Nothing was saved/)).toBeVisible();
  await expect(field).toHaveValue("");
  expect((await page.content()).includes("my secret rubbish")).toBe(false);
  expect(complaints.splice(0)).toEqual([expect.stringContaining("status of 400")]);
});

test("a good session reconnects: the page, the row and the figures follow", async ({
  signedIn: page,
  simulator,
}) => {
  const session = await simulator.logIn("dina-moss");
  await page.goto("/settings");
  await page.locator("summary", { hasText: "Reconnect of Dina Moss" }).click();
  await page.getByLabel("LTK session").locator("visible=true").fill(JSON.stringify(session));
  await page.getByRole("button", { name: "Check and save" }).locator("visible=true").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("All 12 connections work.", {
    timeout: 20_000,
  });
  await page.goto("/creator/dina-moss");
  await expect(page.getByTestId("hero-svg")).toBeVisible();
  await expect(page.getByRole("main").getByText("Reconnect needed")).toHaveCount(0);
});
