import { expect, test } from "vitest";
import { count } from "../helpers/figure-words";
import { pageFigures } from "../helpers/page-figures";
import { expectNavigation } from "../helpers/page-navigation";
import { TRUTH_NOW } from "../helpers/truth";
import { startTruthApp } from "../helpers/truth-app";

const { sandbox, readPage, request } = await startTruthApp();
const DAY_MS = 86_400_000;

test("every count and every age of the settings is Airtable's, and there is no other", async () => {
  const page = pageFigures(await readPage("/settings"));
  expectNavigation(page, sandbox);
  const all = sandbox.creators.map(({ slug, name }) => ({ name, row: sandbox.row(slug) }));
  const working = all.filter(({ row }) => row["Status"] === "active").length;
  page.expectStart(`${count(working)} of ${count(all.length)} connections work.`);
  const ages = new Set<number>();
  for (const { name, row } of all) {
    page.expect(name, `Account ••${String(row["Account_ID"]).slice(-2)}`);
    const capturedAt = Date.parse(String(row["Refresh_Token_Captured_At"]));
    if (row["Status"] === "active") ages.add(Math.floor((TRUTH_NOW - capturedAt) / DAY_MS) + 1);
  }
  for (const age of ages) page.expect(`Day ${age} of about 30`);
  expect(page.unexpected()).toEqual([]);
});

test("the people's counts are those of ADMIN_EMAILS and Airtable's table", async () => {
  const page = pageFigures(await readPage("/settings/people"));
  expectNavigation(page, sandbox);
  const roles = sandbox.rows("Dashboard_People").map((row) => row["Role"]);
  const counts = ["manager", "creator"].map((role) => {
    const number = roles.filter((one) => one === role).length;
    return `${number} ${role}${number === 1 ? "" : "s"}`;
  });
  // One admin is set by ADMIN_EMAILS.
  page.expect(["1 admin", ...counts].join(", ").concat("."));
  expect(page.unexpected()).toEqual([]);
});

test("the audit's count of lines is that of Airtable's table", async () => {
  for (const range of ["7d", "28d"]) {
    const file = await request(`/api/ltk/ava-lane/export?view=hero-chart&range=${range}`);
    expect(file.status).toBe(200);
  }
  const exports = () => sandbox.rows("Dashboard_Audit").filter((row) => row["Action"] === "export");
  await expect.poll(() => exports().length).toBe(2);
  const page = pageFigures(await readPage("/settings/audit?action=export"));
  expectNavigation(page, sandbox);
  page.expect(`${count(exports().length)} lines match.`);
  for (const row of exports()) page.expect(String(row["Detail"]));
  // How many lines the page shows at most.
  page.expectStart("The newest 200 lines are shown;");
  expect(page.unexpected()).toEqual([]);
});
