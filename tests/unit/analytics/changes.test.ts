import { expect, test } from "vitest";
import { changeOf, rateChangeOf } from "@/lib/analytics/change";
import { metricChanges } from "@/lib/analytics/metric-changes";

test.each([
  [150, 100, 100, { kind: "relative", difference: 50, fraction: 0.5 }],
  [150, 99, 100, { kind: "absolute", difference: 51 }],
  [0, 100, 100, { kind: "relative", difference: -100, fraction: -1 }],
  [-20, 100, 100, { kind: "relative", difference: -120, fraction: -1.2 }],
  [5, 0, 0, { kind: "absolute", difference: 5 }],
  [0, 0, 0, { kind: "absolute", difference: 0 }],
])("from %d against %d with a smallest base of %d", (current, previous, minimum, expected) => {
  expect(changeOf(current, previous, minimum)).toEqual(expected);
});

test.each([
  [100.405, 65.5, 34.91],
  [65.5, 100.405, -34.91],
  [0.1 + 0.2, 0.3, 0],
  [10.004, 10, 0],
  [1.005, 0, 1.01],
])(
  "the difference of %d and %d is %d to the cent, halves away from zero",
  (current, previous, cents) => {
    expect(changeOf(current, previous)).toMatchObject({ difference: cents });
  },
);

const PLENTY = { clicks: 400, orders: 40, itemsSold: 50, commissions: 300 };

test("every metric with a large enough base has a percentage", () => {
  const changes = metricChanges(
    { clicks: 500, orders: 30, itemsSold: 50, commissions: 330 },
    PLENTY,
  );
  expect(changes).toEqual({
    clicks: { kind: "relative", difference: 100, fraction: 0.25 },
    orders: { kind: "relative", difference: -10, fraction: -0.25 },
    itemsSold: { kind: "relative", difference: 0, fraction: 0 },
    commissions: { kind: "relative", difference: 30, fraction: 0.1 },
  });
});

test.each([
  [{ clicks: 100, orders: 10, itemsSold: 10 }, []],
  [{ clicks: 99 }, ["clicks"]],
  [{ orders: 9 }, ["orders", "commissions"]],
  [{ itemsSold: 9 }, ["itemsSold"]],
  [{ commissions: 0 }, ["commissions"]],
  [{ commissions: -12 }, ["commissions"]],
  [{ orders: null, commissions: 300 }, []],
])("a base with %j hides the percentages of %j", (base, hidden) => {
  const changes = metricChanges(PLENTY, { ...PLENTY, ...base });
  const absolute = Object.entries(changes).flatMap(([id, change]) =>
    change.kind === "absolute" ? [id] : [],
  );
  expect(absolute).toEqual(hidden);
});

test("what is unknown on either side has no change", () => {
  const nothing = { clicks: null, orders: null, itemsSold: null, commissions: null };
  expect(metricChanges(nothing, PLENTY).clicks).toEqual({ kind: "none", reason: "no_current" });
  expect(metricChanges(PLENTY, nothing).commissions).toEqual({
    kind: "none",
    reason: "no_previous",
  });
});

test.each([
  [0.03, 0.02, { kind: "points", points: 0.01 }],
  [0.03, 0, { kind: "points", points: 0.03 }],
  [0, 0.02, { kind: "points", points: -0.02 }],
  [null, 0.02, { kind: "none", reason: "no_current" }],
  [0.03, null, { kind: "none", reason: "no_previous" }],
])("a rate of %s after %s changes by points", (current, previous, expected) => {
  const change = rateChangeOf(current, previous);
  expect(
    change.kind === "points" ? { ...change, points: Number(change.points.toFixed(9)) } : change,
  ).toEqual(expected);
});
