import type { Page } from "@playwright/test";
import { listSourceFiles } from "../helpers/source-files";
import { expect, test } from "./fixtures";

/** The address of every page there is, as the files say; a new page is visited without being named here. */
const PATHS = listSourceFiles("app")
  .filter((file) => file.endsWith("/page.tsx"))
  .map((file) => file.slice("app".length, -"/page.tsx".length))
  .map((path) => path.replace(/\/\(\w+\)/g, ""))
  .map(
    (path) => path.replace("[person]", "recSandbox0000002").replace(/\[\w+\]/g, "ava-lane") || "/",
  );

/** Touches what a page has: menus, the chart, the list of keys. */
async function touchAll(page: Page): Promise<void> {
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  for (const menu of await page.locator("summary:visible").all()) {
    await menu.click();
    await page.keyboard.press("Escape");
  }
  const chart = page.getByRole("slider");
  if ((await chart.count()) > 0) {
    await chart.hover();
    await expect(page.getByTestId("hero-svg")).toHaveClass(/is-covered/);
    await chart.press("ArrowLeft");
  }
  await page.keyboard.press("?");
  await page.keyboard.press("Escape");
}

// What the browser complains of fails every test of this folder (fixtures.ts); here each page is asked to give it cause.

test("the pages were found", () => {
  expect(PATHS).toEqual(
    expect.arrayContaining(["/", "/settings", "/sign-in", "/creator/ava-lane"]),
  );
});

for (const path of PATHS) {
  test(`${path} and what it opens violate no policy, for an admin`, async ({ signedIn: page }) => {
    const response = await page.goto(path);
    expect(response?.headers()["content-security-policy"]).toMatch(/script-src 'self' 'nonce-/);
    await touchAll(page);
  });

  test(`${path} violates no policy for a visitor who is not signed in`, async ({ page }) => {
    const response = await page.goto(path);
    expect(response?.headers()["content-security-policy"]).toMatch(/script-src 'self' 'nonce-/);
    await expect(page).toHaveURL(/\/sign-in$/);
    await touchAll(page);
  });
}

test("what an attacker would put into a page is blocked, and is noticed here", async ({
  signedIn: page,
  complaints,
}) => {
  await page.goto("/settings");
  await page.evaluate(() => {
    const script = document.createElement("div");
    script.innerHTML = '<img src="/no-such-image" onerror="document.title = \'taken\'">';
    document.body.append(script);
    const style = document.createElement("style");
    style.textContent = "body { display: none }";
    document.head.append(style);
    const frame = document.createElement("iframe");
    frame.src = "https://evil.example/";
    document.body.append(frame);
    void fetch("https://evil.example/").catch(() => undefined);
  });
  const heard = () => complaints.join("\n");
  for (const directive of ["script-src-attr", "style-src-elem", "frame-src", "connect-src"]) {
    await expect.poll(heard).toContain(`CSP ${directive}`);
  }
  await expect(page.locator("body")).toBeVisible();
  await expect(page).not.toHaveTitle("taken");
  complaints.splice(0);
});
