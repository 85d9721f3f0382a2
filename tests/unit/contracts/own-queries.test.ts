import { expect, test } from "vitest";
import { exportUrl } from "@/lib/contracts/export.url";
import { parseExportQuery } from "@/lib/contracts/export-query";
import { itemsSoldUrl } from "@/lib/contracts/items-sold.url";
import { parseItemsSoldQuery, writeCursor } from "@/lib/contracts/items-sold-query";
import { PAGE_DEFAULTS } from "@/lib/contracts/query.url";
import { parseRosterQuery } from "@/lib/contracts/roster-query";
import { topPerformersUrl } from "@/lib/contracts/top-performers.url";
import { parseTopPerformersQuery } from "@/lib/contracts/top-performers-query";
import { parseDay } from "@/lib/core/brand";

const today = parseDay("2026-11-24");
const yesterday = parseDay("2026-11-23");
if (today === undefined || yesterday === undefined) throw new Error("not a day");
const creator = { today, timezone: "UTC" };

function searchOf(url: string): URLSearchParams {
  return new URL(url, "http://in-process").searchParams;
}

test("what the browser writes is what the server reads", () => {
  const cursor = writeCursor({ atMs: 1_795_000_000_000, given: 3 });
  expect(
    parseItemsSoldQuery(searchOf(itemsSoldUrl("a", PAGE_DEFAULTS, { limit: 20, cursor })), creator),
  ).toMatchObject({
    ok: true,
    value: { limit: 20, cursor: { atMs: 1_795_000_000_000, given: 3 } },
  });
  expect(
    parseTopPerformersQuery(
      searchOf(topPerformersUrl("a", PAGE_DEFAULTS, { by: "clicks", limit: 5 })),
      creator,
    ),
  ).toMatchObject({ ok: true, value: { by: "clicks", limit: 5 } });
  expect(
    parseExportQuery(searchOf(exportUrl("a", "items-sold", PAGE_DEFAULTS)), creator),
  ).toMatchObject({ ok: true, value: { view: "items-sold" } });
});

test.each(["0", "-1", "1.5", "1e1", " 5", "", "51", "99999999999999999999"])(
  "a limit of %j is refused, and the value is not repeated",
  (limit) => {
    expect(parseTopPerformersQuery(new URLSearchParams({ limit }), creator)).toEqual({
      ok: false,
      error: "limit is not valid: allowed are whole numbers from 1 to 50.",
    });
  },
);

test.each(["", "1", "-1-1", "1-", "x-1", "1-1-1", "1.5-1", "1-1\n"])(
  "a cursor of %j is refused",
  (cursor) => {
    expect(parseItemsSoldQuery(new URLSearchParams({ cursor }), creator)).toEqual({
      ok: false,
      error: "cursor is not valid: allowed is the nextCursor of the page before.",
    });
  },
);

test("the roster's range is read anew on each creator's own day", () => {
  const query = parseRosterQuery(new URLSearchParams({ range: "7d", compare: "prev" }), today);
  if (!query.ok) throw new Error(query.error);
  expect(query.value.periodOn(yesterday)).toEqual({
    range: { from: "2026-11-16", to: "2026-11-22", isPartial: false },
    compare: { from: "2026-11-09", to: "2026-11-15", isPartial: false },
  });
  const custom = parseRosterQuery(new URLSearchParams({ range: `${today}..${today}` }), today);
  expect(custom.ok && custom.value.periodOn(yesterday)).toBeNull();
});
