import type { Page } from "@playwright/test";
import { chartTableRows, type Daily, sumOf } from "../helpers/shared-figures";
import { createSandbox } from "../sandbox";
import { daysFrom } from "../sandbox/data";
import type { Sandbox } from "../sandbox/sandbox";
import { expect, test } from "./fixtures";

const DAY_MS = 86_400_000;
const DAYS = 28;

// The simulator's history is the same in every process; whole days do not change before the next one begins.
let sandbox: Sandbox;
test.beforeAll(async () => {
  sandbox = await createSandbox();
});
test.afterAll(() => sandbox.close());

/** The last 28 whole days, or those before them, of some creators together. */
function daily(slugs: readonly string[], periodsAgo: 0 | 1): Daily {
  const day = (daysAgo: number) =>
    new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10);
  return daysFrom(day(DAYS * (periodsAgo + 1)), day(DAYS * periodsAgo + 1)).map((date) => ({
    day: date,
    ...sumOf(slugs.map((slug) => ({ day: date, ...sandbox.figures(slug, date, date) }))),
  }));
}

/** Opens the table under the chart and reads it, cell by cell. */
async function readTable(page: Page): Promise<readonly (readonly string[])[]> {
  await page.getByText("Show as table").click();
  const rows = page.getByRole("table", { name: /^All figures by day/ }).locator("tbody tr");
  await expect(rows).toHaveCount(DAYS);
  return rows.evaluateAll((all) =>
    all.map((row) => [...row.children].map((cell) => cell.textContent ?? "")),
  );
}

test("every number of a creator's chart stands in its table, as LTK has it", async ({
  signedIn: page,
}) => {
  await page.goto("/creator/ava-lane");
  expect(await readTable(page)).toEqual(
    chartTableRows(daily(["ava-lane"], 0), daily(["ava-lane"], 1)),
  );
});

test("every number of the roster's chart is the sum of its creators", async ({
  signedIn: page,
}) => {
  await page.goto("/");
  // The session of one has ended, and LTK knows nothing of another yet.
  const slugs = sandbox.creators
    .filter(({ kind }) => kind !== "needs-reauth" && kind !== "new")
    .map(({ slug }) => slug);
  await expect(page.getByText(`The sum of ${slugs.length} of`)).toBeVisible();
  expect(await readTable(page)).toEqual(chartTableRows(daily(slugs, 0), daily(slugs, 1)));
});

test("opened before the page's code is there, the table comes with it", async ({
  signedIn: page,
}) => {
  await page.goto("/creator/ava-lane", { waitUntil: "commit" });
  const details = page.locator("details", { hasText: "Show as table" });
  await details.evaluate((element) => element.toggleAttribute("open", true));
  await expect(page.getByRole("table", { name: /^All figures by day/ })).toBeVisible();
});
