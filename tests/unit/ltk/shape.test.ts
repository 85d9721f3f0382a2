import { expect, test } from "vitest";
import { z } from "zod";
import { expectedShape, shapeOf } from "@/lib/ltk/shape";
import { diffShapes } from "@/lib/ltk/shape-diff";

const Schema = z.looseObject({
  rows: z.array(z.looseObject({ id: z.string(), amount: z.number().nullish() })),
  days: z.record(z.string(), z.number()).optional(),
  meta: z.unknown().optional().meta({ type: "object" }),
});

function lines(body: unknown): readonly string[] {
  return diffShapes(expectedShape(Schema), shapeOf([body])).map(
    ({ mark, path, types, expectedTypes, isAlways }) =>
      [
        `${mark} ${path} ${types.join("|")}`,
        isAlways ? "" : " sometimes",
        expectedTypes === undefined ? "" : ` not ${expectedTypes.join("|")}`,
      ].join(""),
  );
}

test("a body as expected has no mark, and what is not read is not looked into", () => {
  expect(lines({ rows: [{ id: "x", amount: 4 }], days: {}, meta: { secret: 1 } })).toEqual([
    "  rows array",
    "  rows[] object",
    "  rows[].id string",
    "  rows[].amount number",
    "  days object",
    "  meta object",
  ]);
});

test("unknown, missing, other and occasional fields are told apart, and unknown ones are looked into", () => {
  const body = {
    rows: [
      { id: 7, extra: { deep: [true] } },
      { id: "x", amount: 4 },
    ],
    days: {},
  };
  expect(lines(body)).toEqual([
    "  rows array",
    "  rows[] object",
    "~ rows[].id number|string not string",
    "+ rows[].extra object sometimes",
    "+ rows[].extra.deep array",
    "+ rows[].extra.deep[] boolean",
    "  rows[].amount number sometimes",
    "  days object",
    "- meta object",
  ]);
});

test("without a row there is nothing to say of rows", () => {
  expect(lines({ rows: [], days: {}, meta: {} })).toEqual([
    "  rows array",
    "  days object",
    "  meta object",
  ]);
});

test("keys that are data are masked: only their spelling is told", () => {
  const body = {
    rows: [],
    meta: {},
    days: { "2030-05-01T00:00:00Z": 1, "2030-05-02T00:00:00Z": 2 },
  };
  expect(lines(body)).toContain("  days.0000-00-00T00:00:00Z number");
  const named = { "ava@creators.example": 1, "Denim jumpsuit": 2, "100001": 3, "0123abcd9876": 4 };
  const shown = lines({ ...body, extra: named }).join("\n");
  expect(shown).toContain("+ extra.x@x.x number");
  expect(shown).not.toMatch(/ava|creators|Denim|1000|0123/);
});

test.each([
  ["", "string empty"],
  ["4.830000000", "string number"],
  ["2030-05-08 12:00:00+00:00", "string 0000-00-00 00:00:00+00:00"],
  ["2030-05-08", "string 0000-00-00"],
  ["aaaaaaaa-0001-11e8-9999-0242ac110002", "string uuid"],
  ["https://shop.example/p/1", "string url"],
  ["2030-05-08 in the evening", "string"],
  ["Denim jumpsuit", "string"],
  [4, "number"],
  [null, "null"],
  [[], "array"],
  [{}, "object"],
])("%j is told as %s", (value, type) => {
  expect(shapeOf([value]).types).toEqual([type]);
});
