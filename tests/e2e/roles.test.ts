import { type Browser, test as base, expect, type Page } from "@playwright/test";
import { appEnv } from "../helpers/app-env";
import { type AppServer, startApp } from "../helpers/app-server";
import { createMovingClock, type MovingClock } from "../helpers/moving-clock";
import { ADMIN_EMAIL, sessionCookie } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures";

const INES = "ines@studio.example";
const A_MINUTE = 61_000;

// A dashboard of its own: people are changed, and time passes.
let clock: MovingClock;
let sandbox: Sandbox;
let app: AppServer;

base.beforeAll(async () => {
  clock = createMovingClock();
  sandbox = await createSandbox({ now: clock.now });
  app = await startApp({ ...appEnv(sandbox), ...clock.env });
});
base.afterAll(async () => {
  await app.close();
  await sandbox.close();
  clock.close();
});

type ContextOptions = Parameters<Browser["newContext"]>[0];

async function openBrowser(browser: Browser, options: ContextOptions = {}): Promise<Page> {
  return (await browser.newContext({ baseURL: app.url, locale: "en-US", ...options })).newPage();
}

async function openAsAdmin(browser: Browser, options?: ContextOptions): Promise<Page> {
  const page = await openBrowser(browser, options);
  const [name = "", value = ""] = (await sessionCookie(clock.now)).split("=");
  await page.context().addCookies([{ name, value, url: app.url, httpOnly: true }]);
  return page;
}

/** Makes a link for a person on her page, as the admin, and signs in with it in a browser of its own. */
async function signInByLink(browser: Browser, admin: Page, person: string): Promise<Page> {
  await admin.goto("/settings/people");
  await admin.getByRole("link", { name: person }).and(admin.locator("th a")).click();
  await admin.getByRole("button", { name: "Make a sign-in link" }).click();
  const link = await admin.getByRole("textbox", { name: "Sign-in link" }).inputValue();
  expect(admin.url()).not.toContain("token");
  const page = await openBrowser(browser);
  await page.goto(link);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  return page;
}

async function statusOf(page: Page, path: string): Promise<number | undefined> {
  return (await page.goto(path))?.status();
}

function roster(page: Page) {
  return page.getByRole("table", { name: /^Creators/ }).locator("tbody th");
}

function pinned(page: Page) {
  return page.getByRole("navigation", { name: "Main" }).getByRole("list").getByRole("link");
}

base(
  "a manager is added, signs in by her link, sees her creators alone, loses one, and then her access",
  async ({ browser }) => {
    base.setTimeout(180_000);
    const admin = await openAsAdmin(browser);
    await admin.goto("/settings/people");
    await admin.getByLabel("E-mail").fill(INES);
    await admin.getByLabel("Name").fill("Ines Mota");
    await admin.getByRole("checkbox", { name: "Ava Lane" }).check();
    await admin.getByRole("checkbox", { name: "Bea Ortiz" }).check();
    await admin.getByRole("button", { name: "Add to the list" }).click();
    await expect(admin.getByRole("status").filter({ hasText: "on the list" })).toBeVisible();
    await expect(admin.getByRole("heading", { level: 1 })).toHaveText("Ines Mota");

    const ines = await signInByLink(browser, admin, "Ines Mota");
    // Who earned most comes first.
    await expect(roster(ines)).toHaveText([/^Bea Ortiz/, /^Ava Lane/]);
    await expect(pinned(ines)).toHaveText([/Ava Lane/, /Bea Ortiz/]);
    await expect(ines.getByRole("link", { name: /^Settings/ })).toHaveCount(0);
    for (const path of ["/settings", "/settings/people", "/settings/audit", "/creator/cleo-park"]) {
      expect(await statusOf(ines, path)).toBe(404);
    }
    expect(await statusOf(ines, "/creator/bea-ortiz")).toBe(200);

    sandbox.setPerson(INES, { Creators: "ava-lane" });
    await clock.advance(A_MINUTE);
    expect(await statusOf(ines, "/creator/bea-ortiz")).toBe(404);
    expect(await statusOf(ines, "/creator/ava-lane")).toBe(200);
    await ines.goto("/");
    await expect(roster(ines)).toHaveText([/^Ava Lane/]);
    await expect(pinned(ines)).toHaveText([/Ava Lane/]);

    await admin.getByRole("button", { name: "Deactivate" }).click();
    await expect(admin.getByText("She may not sign in any more.")).toBeVisible();
    await clock.advance(A_MINUTE);
    await ines.goto("/creator/ava-lane");
    await expect(ines).toHaveURL(/\/sign-in\?problem=removed$/);
    await expect(ines.locator("main [role=alert]")).toContainText("Your access was removed.");

    await admin.goto("/settings/audit");
    const lines = admin.getByRole("table", { name: /^The audit trail/ }).locator("tbody tr");
    await expect(lines).toHaveText([
      new RegExp(`Deactivated a person.*${ADMIN_EMAIL}.*${INES}`),
      new RegExp(`Signed in.*${INES}`),
      new RegExp(`Made a sign-in link.*${ADMIN_EMAIL}.*${INES}`),
      new RegExp(`Added a person.*${ADMIN_EMAIL}.*${INES} as manager of ava-lane, bea-ortiz`),
    ]);
    await admin.getByLabel("What was done").selectOption({ label: "Signed in" });
    await admin.getByRole("button", { name: "Show" }).click();
    await expect(admin).toHaveURL(/action=sign-in/);
    await expect(admin.getByRole("heading", { level: 1 })).toHaveText("One line matches.");
    expect(app.output()).not.toMatch(/studio\.example|#token/);
  },
);

base("a creator lands on her own page and is offered nobody else", async ({ browser }) => {
  const admin = await openAsAdmin(browser);
  const ava = await signInByLink(browser, admin, "Ava Lane");
  await expect(ava).toHaveURL(/\/creator\/ava-lane$/);
  await expect(pinned(ava)).toHaveText([/Ava Lane/]);
  await expect(ava.getByRole("link", { name: /^Settings/ })).toHaveCount(0);
  for (const path of ["/creator/bea-ortiz", "/settings", "/settings/people"]) {
    expect(await statusOf(ava, path)).toBe(404);
  }
});

base("signing a person out everywhere closes the pages of her browser", async ({ browser }) => {
  const admin = await openAsAdmin(browser);
  const noor = await signInByLink(browser, admin, "Noor Haddad");
  await expect(roster(noor)).toHaveCount(4);
  await admin.getByRole("button", { name: "Sign her out everywhere" }).click();
  await expect(admin.getByText("She is signed out everywhere.")).toBeVisible();
  await noor.goto("/");
  await expect(noor).toHaveURL(/\/sign-in$/);
});

base("without scripts people are changed and given links as well", async ({ browser }) => {
  const admin = await openAsAdmin(browser, { javaScriptEnabled: false });
  await admin.goto("/settings/people");
  await admin.getByRole("link", { name: "Noor Haddad" }).click();
  await admin.getByLabel("Name").fill("Noor H.");
  await admin.getByRole("button", { name: "Save" }).click();
  await expect(admin.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();
  await expect(admin.getByRole("heading", { level: 1 })).toHaveText("Noor H.");
  await admin.getByRole("button", { name: "Make a sign-in link" }).click();
  await expect(admin.getByText(/Sign-in link for Noor H\..*#token=/s)).toBeVisible();
  expect(admin.url()).toMatch(/\/api\/people\/link$/);
});

for (const width of [390, 1440]) {
  for (const colorScheme of ["light", "dark"] as const) {
    base(`the pages fit and are accessible at ${width} px, ${colorScheme}`, async ({ browser }) => {
      const viewport = { width, height: 844 };
      const admin = await openAsAdmin(browser, { viewport, colorScheme });
      for (const path of ["/settings/people", "/settings/audit"]) {
        await admin.goto(path);
        await expectNoSidewaysScroll(admin);
        await expectAccessible(admin);
      }
      await admin.goto("/settings/people");
      await admin.getByRole("link", { name: "Ava Lane" }).and(admin.locator("th a")).click();
      await admin.getByRole("button", { name: "Make a sign-in link" }).click();
      await expect(admin.getByRole("textbox", { name: "Sign-in link" })).toBeFocused();
      await expectNoSidewaysScroll(admin);
      await expectAccessible(admin);
      if (width > 390) return;
      for (const button of await admin.getByRole("main").getByRole("button").all()) {
        expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
      }
    });
  }
}

base("paper shows who may what, and no controls", async ({ browser }) => {
  const admin = await openAsAdmin(browser);
  await admin.emulateMedia({ media: "print" });
  await admin.goto("/settings/people");
  await expect(admin.getByRole("table", { name: /^People/ })).toBeVisible();
  await expect(admin.getByRole("button").locator("visible=true")).toHaveCount(0);
  await signInByLink(browser, await openAsAdmin(browser), "Ava Lane");
  await admin.goto("/settings/audit");
  await expect(admin.getByRole("table", { name: /^The audit trail/ })).toBeVisible();
  await expect(admin.getByRole("button").locator("visible=true")).toHaveCount(0);
});

base(
  "while Airtable is away the list is shown with its age, and changes nothing",
  async ({ browser }) => {
    const admin = await openAsAdmin(browser);
    await admin.goto("/settings/people");
    sandbox.faults.set("airtable", { kind: "status", status: 503 });
    await clock.advance(2 * A_MINUTE);
    await admin.goto("/settings/people");
    await expect(
      admin.getByText("Airtable does not answer, so nobody can be changed"),
    ).toBeVisible();
    await expect(admin.getByText("This is the list of 2 min ago.")).toBeVisible();
    await expect(admin.getByRole("button", { name: "Add to the list" })).toBeDisabled();
    await expectAccessible(admin);
    await admin.goto("/settings/audit");
    await expect(admin.getByText("Airtable does not answer.")).toBeVisible();
    sandbox.faults.clear();
  },
);

base("without the people's table the page says what makes it", async ({ browser }) => {
  const admin = await openAsAdmin(browser);
  sandbox.removeTable("Dashboard_People");
  await clock.advance(A_MINUTE);
  await admin.goto("/settings/people");
  await expect(admin.getByText("There is no table Dashboard_People in Airtable.")).toBeVisible();
  await expect(admin.getByText("npm run setup")).toBeVisible();
  await expect(admin.getByRole("button", { name: "Add to the list" })).toBeDisabled();
});
