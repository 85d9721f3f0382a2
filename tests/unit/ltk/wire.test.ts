import fc from "fast-check";
import { expect, test } from "vitest";
import { account } from "@/lib/ltk/endpoints/account";
import { WireCount, WireId, WireInstant, WireMoney, WireText } from "@/lib/ltk/endpoints/wire";

test.each([
  ["4.830000000", 4_830],
  ["-4.830500000", -4_831],
  ["1.5e-4", 0],
  ["1.5e-3", 2],
  ["-2.3104e3", -2_310_400],
  ["12E2", 1_200_000],
  ["1e+2", 100_000],
  [0.1, 100],
  [1500.126, 1_500_126],
  [1e-9, 0],
  [null, undefined],
  [undefined, undefined],
])("the amount %s is %s thousandths", (wire, milli) => {
  expect(WireMoney.parse(wire)).toBe(milli);
});

test.each(["", "four", "1,5", "1e", "0x10", "Infinity", "9e99", {}, [], true])(
  "the amount %j is refused, never read as zero",
  (wire) => {
    expect(WireMoney.safeParse(wire).success).toBe(false);
  },
);

test("amounts in LTK's nine decimals add up to the thousandth, in any order and number", () => {
  const cents = fc.integer({ min: -10_000_000, max: 10_000_000 });
  fc.assert(
    fc.property(fc.array(cents), (amounts) => {
      const spelled = amounts.map((cent) => {
        const sign = cent < 0 ? "-" : "";
        const digits = String(Math.abs(cent)).padStart(3, "0");
        return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}0000000`;
      });
      const sum = spelled.reduce((all, text) => all + (WireMoney.parse(text) ?? Number.NaN), 0);
      expect(sum).toBe(amounts.reduce((all, cent) => all + cent, 0) * 10);
    }),
  );
});

test.each([
  [12, 12],
  ["12", 12],
  ["12.0", 12],
  [null, undefined],
])("the count %s is %s", (wire, count) => {
  expect(WireCount.parse(wire)).toBe(count);
});

test.each([1.5, "1.5", "many", {}, false])("the count %j is refused", (wire) => {
  expect(WireCount.safeParse(wire).success).toBe(false);
});

test.each([
  ["2030-05-08T12:00:00Z", "2030-05-08T12:00:00.000Z"],
  ["2030-05-08T14:00:00+02:00", "2030-05-08T12:00:00.000Z"],
  ["2030-05-08 12:00:00+00:00", "2030-05-08T12:00:00.000Z"],
  ["2030-05-08T12:00:00.5Z", "2030-05-08T12:00:00.500Z"],
  ["2030-05-08T12:00:00", undefined],
  ["2030-99-08T12:00:00Z", undefined],
  ["yesterday", undefined],
  [7, undefined],
  [undefined, undefined],
])("the instant %s is %s", (wire, instant) => {
  expect(WireInstant.parse(wire)).toBe(instant);
});

test("blank is how LTK says unknown; an id may be a number", () => {
  expect([" ", "", null, undefined, "x"].map((wire) => WireText.parse(wire))).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    "x",
  ]);
  expect([100_001, "100001", "", null].map((wire) => WireId.parse(wire))).toEqual([
    "100001",
    "100001",
    undefined,
    undefined,
  ]);
});

test("an id cannot leave its place in the path", () => {
  expect(account.request({ accountId: "../users/1?x=1" }).path).toBe(
    "/api/creator-account-service/v1/accounts/..%2Fusers%2F1%3Fx%3D1",
  );
});
