import { type Browser, test as base, expect, type Locator, type Page } from "@playwright/test";
import { appEnv } from "../helpers/app-env";
import { type AppServer, startApp } from "../helpers/app-server";
import { createMovingClock, type MovingClock } from "../helpers/moving-clock";
import { sessionCookie } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures";

const PHONE = { width: 390, height: 844 };
const NOOR = "noor@studio.example";
const HOUR_MS = 3_600_000;
/** Airtable's list is kept for a minute. */
const SNAPSHOT_MS = 61_000;
/** Their sessions have ended. */
const ENDED = ["Dina Moss", "Creator 003", "Creator 007"];
/** LTK stops answering for them, so that their figures become old. */
const STALE = ["Creator 010", "Creator 011"];

// A dashboard of its own: fifty creators, and hours that pass.
let clock: MovingClock;
let sandbox: Sandbox;
let app: AppServer;
let isCut = false;

const slugOf = (name: string) => name.toLowerCase().replace(" ", "-");

function stalePublishers(): readonly string[] {
  return sandbox.creators.flatMap((one) => (STALE.includes(one.name) ? one.publisherIds : []));
}

base.beforeAll(async () => {
  base.setTimeout(180_000);
  clock = createMovingClock();
  sandbox = await createSandbox({
    now: clock.now,
    creators: 38,
    isLedgerEmpty: true,
    airtableRateLimit: false,
    accessTtlSeconds: 360_000,
    idTtlSeconds: 360_000,
    watch({ upstream, request }) {
      if (!isCut || upstream !== "gateway") return undefined;
      const asked = request.url.searchParams.get("publisher_ids") ?? "";
      return stalePublishers().includes(asked) ? "lost" : undefined;
    },
  });
  sandbox.setPerson(NOOR, { Creators: sandbox.creators.map(({ slug }) => slug).join(", ") });
  app = await startApp({ ...appEnv(sandbox), ...clock.env });
  const headers = { cookie: await cookieOf(NOOR, "manager") };
  // Read once, so that there is something to become old.
  await (await fetch(app.url, { headers })).text();
  for (const name of ENDED) sandbox.setRow(slugOf(name), { Status: "needs_reauth" });
  isCut = true;
  await clock.advance(10 * HOUR_MS + SNAPSHOT_MS);
  await (await fetch(app.url, { headers })).text();
});
base.afterAll(async () => {
  await app.close();
  await sandbox.close();
  clock.close();
});

function cookieOf(email: string, role: "manager" | "creator"): Promise<string> {
  return sessionCookie(clock.now, { email, role });
}

async function openPhone(browser: Browser, email: string, role: "manager" | "creator") {
  const context = await browser.newContext({ viewport: PHONE, baseURL: app.url, locale: "en-US" });
  const [name = "", value = ""] = (await cookieOf(email, role)).split("=");
  await context.addCookies([{ name, value, url: app.url, httpOnly: true }]);
  return context.newPage();
}

/** Whole and above the bar at the foot, without scrolling. */
async function expectOnFirstScreen(page: Page, what: Locator): Promise<void> {
  await expect(what).toBeVisible();
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  const bar = await page.locator("#nav-pages").boundingBox();
  const box = await what.boundingBox();
  expect(box?.y).toBeGreaterThanOrEqual(0);
  expect((box?.y ?? 0) + (box?.height ?? Number.NaN)).toBeLessThanOrEqual(bar?.y ?? 0);
}

base("a manager of fifty sees without a tap how many need her, and who", async ({ browser }) => {
  const page = await openPhone(browser, NOOR, "manager");
  await page.goto("/");
  const strip = page.getByRole("region", { name: /^Needs you/ });
  await expect(strip).toBeVisible();
  await page.screenshot({ path: "test-results/first-screen-manager.png" });
  const needing = [...ENDED, ...STALE];
  await expectOnFirstScreen(
    page,
    page.getByRole("heading", { name: `Needs you ${needing.length}` }),
  );
  for (const name of needing) {
    await expectOnFirstScreen(page, strip.getByText(name).filter({ visible: true }).first());
  }
  // Why, one tap on.
  await strip.locator("summary").click();
  for (const name of ENDED) await expect(strip).toContainText(`${name}: reconnect needed`);
  for (const name of STALE) await expect(strip).toContainText(`${name}: stale`);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});

base("a creator sees without a tap how her month goes against the last", async ({ browser }) => {
  const page = await openPhone(browser, "ava@creators.example", "creator");
  await page.goto("/");
  await expect(page).toHaveURL(/\/creator\/ava-lane$/);
  const month = page
    // Late in a month a first visit does not know the whole month before; on its first day there is nothing yet.
    .getByText(
      /^\w+ so far: \$[\d,]+(, .* \w+ at this point|\. On the \d+ days known of both months, .* in \w+)\.$|^\w+ begins today/,
    )
    .first();
  await expectOnFirstScreen(page, month);
  await page.screenshot({ path: "test-results/first-screen-creator.png" });
});
