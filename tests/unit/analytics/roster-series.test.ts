import { describe, expect, test } from "vitest";
import { rosterBrands } from "@/lib/analytics/roster-brands";
import { sumSeries } from "@/lib/analytics/roster-series";
import type { DailySeries, DayMetrics } from "@/lib/analytics/series";
import { type Day, parseDay } from "@/lib/core/brand";
import { toMilli } from "@/lib/core/money";

const DAYS = ["2026-11-01", "2026-11-02", "2026-11-03"].map((text): Day => {
  const day = parseDay(text);
  if (day === undefined) throw new Error(text);
  return day;
});

/** A series with these metrics on the first days; `null`: LTK sent nothing of the day. */
function series(...days: (DayMetrics | null)[]): DailySeries {
  return new Map(
    DAYS.flatMap((day, index) => {
      const metrics = days[index] ?? null;
      return metrics === null ? [] : [[day, metrics] as const];
    }),
  );
}

const money = (amount: number) => ({ commissions: toMilli(amount) });

describe("sumSeries", () => {
  test("adds up each metric of each day", () => {
    const sum = sumSeries(
      [
        series(
          { clicks: 5, ...money(1_000) },
          { clicks: 1, ...money(0) },
          { clicks: 0, ...money(-50) },
        ),
        series(
          { clicks: 7, ...money(250) },
          { clicks: 2, ...money(3) },
          { clicks: 4, ...money(50) },
        ),
      ],
      DAYS,
    );
    expect([...sum.values()].map(({ clicks }) => clicks)).toEqual([12, 3, 4]);
    expect([...sum.values()].map(({ commissions }) => commissions)).toEqual([1_250, 3, 0]);
  });

  test("a day that one of them lacks is lacking, and never smaller", () => {
    const sum = sumSeries(
      [series(money(10), money(20), money(30)), series(money(1), null, money(3))],
      DAYS,
    );
    expect(DAYS.map((day) => sum.get(day)?.commissions)).toEqual([11, undefined, 33]);
  });

  test("whoever never sends a metric takes it from nobody", () => {
    const sum = sumSeries([series({ clicks: 3, ...money(1) }), series(money(2))], DAYS.slice(0, 1));
    expect([...sum.values()]).toEqual([
      { clicks: 3, orders: undefined, itemsSold: undefined, commissions: 3 },
    ]);
  });

  test("of nobody nothing is known", () => {
    expect(sumSeries([], DAYS).size).toBe(0);
  });
});

describe("rosterBrands", () => {
  test("adds up brands over creators, the largest first, each creator once", () => {
    const brand = (name: string | undefined, amount: number) => ({ brand: name, ...money(amount) });
    expect(
      rosterBrands([
        [brand("Harbor Swim", 500), brand("Oru", 100), brand("Oru", 50), brand(undefined, 900)],
        [brand("Oru", 400), { brand: "Unpaid" }],
      ]),
    ).toEqual([
      { brand: "Oru", commissions: 550, creators: 2 },
      { brand: "Harbor Swim", commissions: 500, creators: 1 },
    ]);
  });
});
