import fc from "fast-check";
import { expect, test } from "vitest";
import { METRIC_IDS } from "@/lib/analytics/catalog";
import { sumMetrics, totalsOf } from "@/lib/analytics/totals";
import { anyMetrics, anySeries } from "./builders";

test("totals do not depend on the order of the days", () => {
  fc.assert(
    fc.property(
      anySeries().chain((series) =>
        fc.tuple(
          fc.constant(series),
          fc.shuffledSubarray([...series.keys()], { minLength: series.size }),
        ),
      ),
      ([series, shuffled]) => {
        expect(totalsOf(series, shuffled)).toEqual(totalsOf(series, [...series.keys()]));
      },
    ),
  );
});

test("the sum of sums is the sum of all", () => {
  fc.assert(
    fc.property(fc.array(fc.array(anyMetrics(), { maxLength: 8 }), { maxLength: 8 }), (groups) => {
      expect(sumMetrics(groups.map(sumMetrics))).toEqual(sumMetrics(groups.flat()));
    }),
  );
});

test("a metric is unknown exactly when no row has it", () => {
  fc.assert(
    fc.property(fc.array(anyMetrics(), { maxLength: 6 }), (rows) => {
      const totals = sumMetrics(rows);
      for (const metric of METRIC_IDS) {
        expect(totals[metric] === undefined).toBe(rows.every((row) => row[metric] === undefined));
      }
    }),
  );
});
