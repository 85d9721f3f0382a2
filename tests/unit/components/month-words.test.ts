import { describe, expect, test } from "vitest";
import { estimateWords, monthLineWords, soFarWords } from "@/components/month/month-words";
import type { OverviewData } from "@/lib/contracts/overview.url";
import { NOTHING_TOLD } from "./builders";

type Month = OverviewData["month"];

const aMonth = (month: Partial<Month>): Month => ({ ...NOTHING_TOLD.month, ...month });
const pace = (ratio: number) =>
  ({ kind: "pace", ratio, current: 6_000, previous: 5_660, days: 22 }) as const;
const soFar = { amount: 6_000, days: 22, to: "2026-11-22" };

describe("monthLineWords", () => {
  test.each([
    [1.06, "November so far: $6,000, 6.0% more than October at this point."],
    [0.885, "November so far: $6,000, 11.5% less than October at this point."],
    [1.004, "November so far: $6,000, as much as October at this point."],
  ])("a pace of %d", (ratio, words) => {
    expect(monthLineWords(aMonth({ pace: pace(ratio), soFar }), "USD")).toBe(words);
  });

  test.each([
    ["no_complete_day", /begins today/],
    ["unknown", /is not known/],
    ["not_positive", /October had brought nothing/],
    ["small_sample", /fewer than ten orders/],
  ] as const)("without a pace says why: %s", (reason, words) => {
    expect(monthLineWords(aMonth({ pace: { kind: "none", reason } }), "USD")).toMatch(words);
  });

  test("what it brought is told whole, also where only some days can be compared", () => {
    const month = aMonth({ pace: pace(1.06), soFar: { ...soFar, amount: 6_900, days: 26 } });
    expect(monthLineWords(month, "USD")).toBe(
      "November so far: $6,900. On the 22 days known of both months, 6.0% more than in October.",
    );
  });

  test("what it brought is told without a pace as well", () => {
    const month = aMonth({ pace: { kind: "none", reason: "unknown" }, soFar });
    expect(monthLineWords(month, "USD")).toBe(
      "November so far: $6,000. How November goes against October is not known: days of either are missing.",
    );
  });

  test("January is held against December", () => {
    const january = { from: "2027-01-01", to: "2027-01-31", pace: pace(2), soFar };
    expect(monthLineWords(aMonth(january), "USD")).toBe(
      "January so far: $6,000, 100.0% more than December at this point.",
    );
  });
});

describe("estimateWords", () => {
  const forecast = (band: { low: number; high: number } | null, isRough: boolean) =>
    estimateWords(aMonth({ forecast: { kind: "forecast", value: 8_750, band, isRough } }), "USD");
  const band = { low: 8_343, high: 9_173 };

  test("says how sure an estimate is", () => {
    expect(forecast(band, false)).toBe(
      "Four in five such estimates would come out between $8,343 and $9,173.",
    );
  });

  test("calls a wide one rough, and one that could not be tried as well", () => {
    expect(forecast(band, true)).toMatch(/^A rough estimate: anything between \$8,343/);
    expect(forecast(null, true)).toMatch(/^A rough estimate: there is too little history/);
  });

  test.each([
    ["too_little_history", /28 complete days/],
    ["not_positive", /nothing above zero/],
  ] as const)("says why there is none: %s", (reason, words) => {
    expect(estimateWords(aMonth({ forecast: { kind: "none", reason } }), "USD")).toMatch(words);
  });
});

test("so far names its days and how far they reach", () => {
  expect(soFarWords(aMonth({ soFar }))).toBe("22 days, to 22 Nov");
  expect(soFarWords(aMonth({ soFar: { ...soFar, days: 1, to: "2026-11-01" } }))).toBe(
    "1 day, to 1 Nov",
  );
  expect(soFarWords(aMonth({ soFar: null }))).toBe("");
});
