import fc from "fast-check";
import { expect, test } from "vitest";
import { milliToMajor, parseMilli, roundParts, toMilli } from "@/lib/core/money";

test.each([
  [61.37, 61_370],
  ["4.830000000", 4_830],
  ["-4.830000000", -4_830],
  [1500.126, 1_500_126],
  [0.0005, 1],
  ["0.0004", 0],
  ["-0.0004", 0],
  [1e-7, 0],
  [0, 0],
])("reads %s as thousandths", (input, expected) => {
  expect(parseMilli(input)).toBe(expected);
});

test.each(["", "abc", "1,5", "NaN", "1e3", "--1", Number.NaN, Number.POSITIVE_INFINITY, 1e20])(
  "refuses %s",
  (input) => {
    expect(parseMilli(input)).toBeUndefined();
  },
);

test("every amount of whole thousandths survives the way through a number", () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), (milli) => {
      expect(parseMilli(milli / 1000)).toBe(milli === 0 ? 0 : milli);
    }),
  );
});

test.each([
  [61_370, 61.37],
  [61_375, 61.38],
  [-61_375, -61.38],
  [-4, 0],
])("%i thousandths are %d in major units", (milli, major) => {
  expect(Object.is(milliToMajor(toMilli(milli)), major)).toBe(true);
});

test("money that is not whole thousandths is a bug", () => {
  expect(() => toMilli(0.5)).toThrow("an amount must be whole thousandths");
});

test.each([
  [[0.5, 0.5], 1, [1, 0]],
  [[1.2, 1.7, 1.1], 4, [1, 2, 1]],
  [[-0.4, 2.4], 2, [0, 2]],
  [[-1.5, -1.5], -3, [-1, -2]],
  [[5, -5], 0, [5, -5]],
  [[], 0, []],
])("%j rounded to add up to %i is %j", (parts, total, rounded) => {
  const named = parts.map((part, index) => [index, part] as const);
  expect(roundParts(named, toMilli(total)).map(([, part]) => part)).toEqual(rounded);
});

test("rounded parts add up exactly, and each is less than one unit off", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 6 }),
      (parts) => {
        const total = toMilli(Math.floor(parts.reduce((sum, part) => sum + part, 0) + 1e-6));
        const last = total - parts.slice(0, -1).reduce((sum, part) => sum + part, 0);
        const exact = [...parts.slice(0, -1), last].map((part, index) => [index, part] as const);
        const rounded = roundParts(exact, total);
        expect(rounded.reduce((sum, [, part]) => sum + part, 0)).toBe(total);
        for (const [index, part] of rounded) {
          expect(Math.abs(part - (exact[index]?.[1] ?? Number.NaN))).toBeLessThanOrEqual(1);
        }
      },
    ),
  );
});

test("parts that are no parts of the total are a bug", () => {
  expect(() => roundParts([["a", 1.5]], toMilli(5))).toThrow(
    "the parts do not add up to the total",
  );
  expect(() => roundParts([["a", 1.5]], toMilli(0))).toThrow(
    "the parts do not add up to the total",
  );
});
