import { expect, test } from "vitest";
import { count } from "../helpers/figure-words";
import { pageFigures } from "../helpers/page-figures";
import { expectNavigation } from "../helpers/page-navigation";
import { TRUTH_NOW } from "../helpers/truth";
import { startTruthApp } from "../helpers/truth-app";

const { sandbox, readPage } = await startTruthApp();
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
