import fc from "fast-check";
import { expect, test } from "vitest";
import { type CsvValue, csvResponse, writeCsv } from "@/lib/server/csv";
import { isFormula, readCsv, unguard } from "../../helpers/read-csv";

function cellsOf(...values: CsvValue[]): readonly string[] {
  const columns = values.map((_, index) => ({
    header: `column ${index}`,
    value: (row: readonly CsvValue[]) => row[index] ?? null,
  }));
  return readCsv(writeCsv(columns, [values]))[1] ?? [];
}

test("a file begins with the byte order mark and a header, and every record ends with CRLF", () => {
  const text = writeCsv(
    [
      { header: "day", value: ({ day }: { day: string; amount: number | null }) => day },
      { header: "amount (USD)", value: ({ amount }) => amount },
    ],
    [
      { day: "2026-11-23", amount: 61.37 },
      { day: "2026-11-24", amount: null },
    ],
  );
  expect(text).toBe("\uFEFFday,amount (USD)\r\n2026-11-23,61.37\r\n2026-11-24,\r\n");
});

test.each([
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "\t=1",
  "\rx",
  "\nx",
  "  =1",
  "\u00A0=1",
  '"=1',
  "'=1",
  " ' \" -2",
  "\u200B=1",
  "\uFEFF@x",
  "\r\n=1",
  "\v=1",
  "\u3000=1",
  "\u2028=1",
  "\u0000=1",
  "\u202E=1",
  "\n\n  =1",
  "＝1",
  "＋1",
  "－1",
  "＠x",
  "﹦1",
  "“=1”",
  '=HYPERLINK("https://shop.example","x")',
])("the text %j is kept from being run", (text) => {
  expect(cellsOf(text)).toEqual([`'${text}`]);
});

test.each(["Wool coat, navy", "O'Hara & Søn", "5 - 3", "'quoted'", "a=b", "été", '6" heels', ""])(
  "the text %j is left as it is",
  (text) => {
    expect(cellsOf(text)).toEqual([text]);
  },
);

test.each([
  [-4.83, "-4.83"],
  [0, "0"],
  [-0, "0"],
  [1_234_567.891, "1234567.891"],
  [5e-8, "0.00000005"],
  [-1.25e-7, "-0.000000125"],
  [1.5e21, "1500000000000000000000"],
  [true, "true"],
  [null, ""],
])("%s is written as %s: no guard, no exponent", (value, cell) => {
  expect(cellsOf(value)).toEqual([cell]);
});

test("what a strict reader finds is what was written, and no text of it can be run", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: fc.constantFrom(..."=+-@'\" ,;\t\r\n\u00A0\u200BＡ＝x1") }),
  );
  const value = fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean());
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 6 }), (values) => {
      for (const [index, cell] of cellsOf(...values).entries()) {
        const written = values[index];
        if (typeof written === "number") {
          expect(cell).toMatch(/^-?\d+(\.\d+)?$/);
          expect(Number(cell)).toBe(written + 0);
          continue;
        }
        if (typeof written !== "string") {
          expect(cell).toBe(String(written));
          continue;
        }
        expect(unguard(cell)).toBe(written);
        if (isFormula(written)) expect(cell).toBe(`'${written}`);
      }
    }),
    { numRuns: 500 },
  );
});

test("the file is saved under its name, and kept by nobody on the way", () => {
  const headers = { "cache-control": "private, no-store", "x-cache": "hit" };
  const response = csvResponse({ name: "ava-lane_items-sold.csv", text: "\uFEFFday\r\n" }, headers);
  expect(Object.fromEntries(response.headers)).toEqual({
    "cache-control": "private, no-store",
    "content-disposition": 'attachment; filename="ava-lane_items-sold.csv"',
    "content-type": "text/csv; charset=utf-8; header=present",
    "x-cache": "hit",
    "x-content-type-options": "nosniff",
  });
  expect(() => csvResponse({ name: 'x"; filename="y.exe', text: "" }, {})).toThrow("unsafe");
});
