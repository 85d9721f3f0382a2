import fc from "fast-check";
import { expect, test } from "vitest";
import { toMilli } from "@/lib/core/money";
import { packLedger, unpackLedger } from "@/lib/ltk/ledger-text";

const Text = fc.option(fc.string({ unit: "grapheme" }), { nil: undefined });
const Row = fc.record({
  kind: fc.constantFrom("sale" as const, "return" as const, "payment" as const, "other" as const),
  at: fc
    .date({ min: new Date("2024-01-01"), max: new Date("2027-01-01"), noInvalidDate: true })
    .map((at) => at.toISOString()),
  amount: fc.integer().map(toMilli),
  currency: Text,
  title: Text,
});

test("any ledger comes back as it was: every row, also equal ones, in its order", () => {
  fc.assert(
    fc.property(fc.array(Row), (rows) => {
      const twice = [...rows, ...rows];
      expect(unpackLedger(packLedger(twice))).toEqual(twice);
    }),
  );
});

test.each(["", "rubbish", "[]", Buffer.from("[]").toString("base64")])(
  "%j is no ledger",
  (text) => {
    expect(unpackLedger(text)).toBeUndefined();
  },
);

test("rows that lack what figures hang on are no ledger", () => {
  const rows = [{ kind: "sale", at: "2026-11-10T10:20:30.000Z" }];
  expect(unpackLedger(Reflect.apply(packLedger, undefined, [rows]))).toBeUndefined();
});
