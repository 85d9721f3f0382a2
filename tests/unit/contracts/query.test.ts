import { expect, test } from "vitest";
import { parseQuery } from "@/lib/contracts/query";
import { PAGE_DEFAULTS, pageHref, toSearch } from "@/lib/contracts/query.url";
import { parseDay } from "@/lib/core/brand";

const today = parseDay("2026-11-24");
if (today === undefined) throw new Error("not a day");
const creator = { today, timezone: "America/New_York" };

function parse(search: string) {
  return parseQuery(new URLSearchParams(search), creator);
}

test("without parameters: 28 days, compared with nothing, by day", () => {
  expect(parse("")).toEqual({
    ok: true,
    value: {
      range: { from: "2026-10-27", to: "2026-11-23", isPartial: false },
      compare: null,
      interval: "day",
    },
  });
});

test.each([
  [
    "range=nonsense",
    "range is not valid: allowed are 28d, 7d, 90d, mtd, last-month, ytd, 12m or YYYY-MM-DD..YYYY-MM-DD.",
  ],
  ["compare=last", "compare is not valid: allowed are none, prev, yoy."],
  ["interval=hour", "interval is not valid: allowed are day, week, month."],
  ["timezone=UTC", "timezone is not valid: this creator's days are kept in America/New_York."],
])("%s is refused by name", (search, error) => {
  expect(parse(search)).toEqual({ ok: false, error });
});

test("the creator's own zone is accepted", () => {
  expect(parse("timezone=America/New_York").ok).toBe(true);
});

test("what the browser writes is what the server reads", () => {
  expect(parse(toSearch({ range: "mtd", compare: "yoy", interval: "week" })).ok).toBe(true);
  expect(pageHref("/creator/a", PAGE_DEFAULTS)).toBe("/creator/a");
  expect(pageHref("/creator/a", { ...PAGE_DEFAULTS, range: "7d" })).toBe("/creator/a?range=7d");
});

test.each([
  ["rang=7d", "rang is not known here: allowed are range, compare, interval, timezone."],
  ["Range=7d", "Range is not known here: allowed are range, compare, interval, timezone."],
  ["range=7d&range=7d", "range is given twice: once is allowed."],
  ["range[]=7d", "A parameter is not known here: allowed are range, compare, interval, timezone."],
  [
    "%3Cscript%3E=1",
    "A parameter is not known here: allowed are range, compare, interval, timezone.",
  ],
  [
    `${"x".repeat(33)}=1`,
    "A parameter is not known here: allowed are range, compare, interval, timezone.",
  ],
  [`range=${"9".repeat(2_100)}`, "The query is too long: it may have 2048 characters at most."],
])("the query %s is refused by what is wrong with it", (search, error) => {
  expect(parse(search)).toEqual({ ok: false, error });
});
