import fc from "fast-check";
import { expect, test } from "vitest";
import { milliToMajor, parseMilli, toMilli } from "@/lib/core/money";

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
