import { describe, expect, test, vi } from "vitest";
import type { AirtableClient, RecordUpdate } from "@/lib/airtable/client";
import { type AirtableError, toAirtableError } from "@/lib/airtable/errors";
import type { TolerantWrite } from "@/lib/airtable/refusals";
import { createTolerantUpdate } from "@/lib/airtable/tolerant-update";
import { err, ok, type Result } from "@/lib/core/result";

const refused = (type: string, text: string) =>
  toAirtableError("PATCH T", { status: 422, type, text });
const GONE = refused("ROW_DOES_NOT_EXIST", "Record ID rec2 does not exist in this table");

/** Says why a record is refused; `undefined`: it is taken. Like Airtable, one refused record refuses the call. */
type Rule = (record: RecordUpdate) => AirtableError | undefined;

const lacks =
  (...columns: string[]): Rule =>
  ({ fields }) => {
    const column = columns.find((name) => name in fields);
    if (column === undefined) return undefined;
    return refused("UNKNOWN_FIELD_NAME", `Unknown field name: "${column}"`);
  };
const offersNo =
  (...options: string[]): Rule =>
  ({ fields }) => {
    const option = options.find((name) => fields["Status"] === name);
    if (option === undefined) return undefined;
    const text = `Insufficient permissions to create new select option ""${option}""`;
    return refused("INVALID_MULTIPLE_CHOICE_OPTIONS", text);
  };
const isGone =
  (id: string): Rule =>
  (record) =>
    record.id === id ? GONE : undefined;

function setUp(...rules: readonly Rule[]) {
  const stored = new Map<string, RecordUpdate["fields"]>();
  const update = vi.fn<AirtableClient["update"]>(async (_table, records) => {
    for (const record of records) {
      const refusal = rules.map((rule) => rule(record)).find((error) => error !== undefined);
      if (refusal !== undefined) return err(refusal);
    }
    for (const { id, fields } of records) stored.set(id, fields);
    return ok(undefined);
  });
  const sizes = () => update.mock.calls.map(([, records]) => records.length);
  return { ...createTolerantUpdate({ update }, "T"), stored, sizes, update };
}

function aWrite(id: string, overrides: Partial<TolerantWrite> = {}): TolerantWrite {
  const fields = { Refresh_Token: `v1.of-${id}`, Token_Version: 2, Status: "active" };
  return { id, fields, needed: ["Refresh_Token"], ...overrides };
}
const writes = ["rec1", "rec2", "rec3", "rec4"].map((id) => aWrite(id));
const codes = (outcomes: readonly Result<undefined, AirtableError>[]) =>
  outcomes.map((outcome) => (outcome.ok ? "ok" : outcome.error.code));

describe("several records", () => {
  test("go in one call, about tokens", async () => {
    const { all, sizes, update } = setUp();
    expect(codes(await all(writes))).toEqual(["ok", "ok", "ok", "ok"]);
    expect(sizes()).toEqual([4]);
    expect(update.mock.calls[0]?.[2]).toBe("tokens");
  });

  test("none cost no call", async () => {
    const { all, sizes } = setUp();
    expect(await all([])).toEqual([]);
    expect(sizes()).toEqual([]);
  });

  test("a record that is gone costs the others nothing, and its outcome stands in its place", async () => {
    const { all, sizes, stored } = setUp(isGone("rec2"));
    expect(codes(await all(writes))).toEqual(["ok", "not_found", "ok", "ok"]);
    expect(sizes()).toEqual([4, 1, 1, 1, 1]);
    expect([...stored.keys()]).toEqual(["rec1", "rec3", "rec4"]);
  });

  test.each([
    [404, "NOT_FOUND", "not_found"],
    [413, "REQUEST_TOO_LARGE", "refused"],
    [422, "INVALID_REQUEST_UNKNOWN", "refused"],
  ])("a %i of a whole batch is split", async (status, type, code) => {
    const { all, sizes, update } = setUp();
    const error = toAirtableError("PATCH T", { status, type, text: "" });
    expect(error.code).toBe(code);
    update.mockResolvedValueOnce(err(error));
    expect(codes(await all(writes))).toEqual(["ok", "ok", "ok", "ok"]);
    expect(sizes()).toEqual([4, 1, 1, 1, 1]);
  });

  test.each([
    [429, "RATE_LIMIT_REACHED", "rate_limited"],
    [429, "PUBLIC_API_BILLING_LIMIT_EXCEEDED", "quota_exceeded"],
    [500, "", "unavailable"],
    [503, "", "unavailable"],
    [undefined, "", "unavailable"],
    [401, "", "unauthorised"],
    [403, "", "forbidden"],
  ])("a %s %s is every row's error after one call", async (status, type, code) => {
    const { all, sizes, update } = setUp();
    update.mockResolvedValue(err(toAirtableError("PATCH T", { status, type, text: "" })));
    expect(codes(await all(writes))).toEqual([code, code, code, code]);
    expect(sizes()).toEqual([4]);
  });

  test("a column that the table lacks is left out of the repeated batch, and of every later one", async () => {
    const { all, one, sizes, stored } = setUp(lacks("Token_Version", "Status"));
    expect(codes(await all(writes))).toEqual(["ok", "ok", "ok", "ok"]);
    expect(sizes()).toEqual([4, 4, 4]);
    expect(stored.get("rec3")).toEqual({ Refresh_Token: "v1.of-rec3" });
    await all(writes);
    await one(aWrite("rec5"));
    expect(sizes()).toEqual([4, 4, 4, 4, 1]);
  });

  test("an option that is not offered is replaced, and left out where nothing replaces it", async () => {
    const { all, sizes, stored } = setUp(offersNo("needs_reauth", "paused"));
    const replaceOption = (_column: string, value: unknown) =>
      value === "needs_reauth" ? "error" : undefined;
    const batch = [
      aWrite("rec1", { fields: { Status: "needs_reauth" }, needed: [], replaceOption }),
      aWrite("rec2", { fields: { Refresh_Token: "v1.b", Status: "paused" } }),
      aWrite("rec3"),
    ];
    expect(codes(await all(batch))).toEqual(["ok", "ok", "ok"]);
    expect(sizes()).toEqual([3, 3, 3]);
    expect(stored.get("rec1")).toEqual({ Status: "error" });
    expect(stored.get("rec2")).toEqual({ Refresh_Token: "v1.b" });
    expect(stored.get("rec3")).toMatchObject({ Status: "active" });
  });

  test("a refresh token is never left out: each row is told, and each is tried", async () => {
    const { all, sizes, stored } = setUp(lacks("Refresh_Token"));
    expect(codes(await all(writes))).toEqual(["refused", "refused", "refused", "refused"]);
    expect(sizes()).toEqual([4, 1, 1, 1, 1]);
    expect(stored.size).toBe(0);
  });

  test("a row that needs a column keeps it, though another row was refused it", async () => {
    const { all, one, stored } = setUp(({ id, fields }) =>
      id === "rec1" && "Status" in fields
        ? refused("INVALID_VALUE_FOR_COLUMN", 'Field "Status" cannot accept the provided value')
        : undefined,
    );
    expect(codes(await all(writes))).toEqual(["ok", "ok", "ok", "ok"]);
    await one(aWrite("rec9", { needed: ["Status"] }));
    expect(stored.get("rec9")).toMatchObject({ Status: "active" });
    await one(aWrite("rec9"));
    expect(stored.get("rec9")).not.toHaveProperty("Status");
  });

  test("an outage in the middle of a split ends it: what landed has landed, the rest is told", async () => {
    const { all, sizes, update } = setUp(isGone("rec1"));
    const down = toAirtableError("PATCH T", { status: 503, type: "", text: "" });
    update
      .mockResolvedValueOnce(err(GONE))
      .mockResolvedValueOnce(err(GONE))
      .mockResolvedValueOnce(ok(undefined))
      .mockResolvedValueOnce(err(down));
    expect(codes(await all(writes))).toEqual(["not_found", "ok", "unavailable", "unavailable"]);
    expect(sizes()).toEqual([4, 1, 1, 1]);
  });
});

describe("one record", () => {
  test("a refusal that names nothing gives up columns from the last, the needed one never", async () => {
    const { one, stored, sizes } = setUp(({ fields }) =>
      Object.keys(fields).length > 1 ? refused("INVALID_REQUEST_UNKNOWN", "Invalid") : undefined,
    );
    expect((await one(aWrite("rec1"))).ok).toBe(true);
    expect(stored.get("rec1")).toEqual({ Refresh_Token: "v1.of-rec1" });
    expect(sizes()).toEqual([1, 1, 1]);
  });

  test("what was given up for one record is tried again for the next", async () => {
    const { one, stored } = setUp(({ id, fields }) =>
      id === "rec1" && "Status" in fields ? refused("ODD", "no") : undefined,
    );
    await one(aWrite("rec1"));
    await one(aWrite("rec2"));
    expect(stored.get("rec1")).not.toHaveProperty("Status");
    expect(stored.get("rec2")).toHaveProperty("Status");
  });

  test("a record that is gone is not asked twice", async () => {
    const { one, sizes } = setUp(isGone("rec2"));
    expect(codes([await one(aWrite("rec2"))])).toEqual(["not_found"]);
    expect(sizes()).toEqual([1]);
  });
});
