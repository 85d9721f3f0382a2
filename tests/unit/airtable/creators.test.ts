import { describe, expect, test, vi } from "vitest";
import type { AirtableClient, RecordUpdate } from "@/lib/airtable/client";
import { createCreatorsTable } from "@/lib/airtable/creators";
import { readSdkFailure, toAirtableError } from "@/lib/airtable/errors";
import { err, ok } from "@/lib/core/result";
import { createTokenCells } from "@/lib/token-manager/cells";
import type { RowToSave } from "@/lib/token-manager/store";

const TOKENS = {
  accessToken: "a",
  idToken: "i",
  refreshToken: "v1.r",
  expiresAt: 36_000_000,
  refreshedAt: 0,
  version: 3,
};

function refusal(type: string, message: string) {
  return toAirtableError("PATCH T", { status: 422, type, text: message });
}

/** A table that lacks columns and offers only some statuses. */
function setUp(
  options: {
    readonly without?: readonly string[];
    readonly statuses?: readonly string[];
    readonly refusing?: string;
  } = {},
) {
  const writes: RecordUpdate["fields"][] = [];
  const accepted: RecordUpdate["fields"][] = [];
  const update = vi.fn<AirtableClient["update"]>(async (_table, [record]) => {
    const fields = record?.fields ?? {};
    writes.push(fields);
    for (const [column, value] of Object.entries(fields)) {
      if (options.without?.includes(column)) {
        return err(refusal("UNKNOWN_FIELD_NAME", `Unknown field name: "${column}"`));
      }
      if (column === options.refusing) {
        return err(
          refusal("INVALID_VALUE_FOR_COLUMN", `Field "${column}" cannot accept the provided value`),
        );
      }
      if (column === "Status" && options.statuses?.includes(String(value)) === false) {
        const text = `Insufficient permissions to create new select option ""${String(value)}""`;
        return err(refusal("INVALID_MULTIPLE_CHOICE_OPTIONS", text));
      }
    }
    accepted.push(fields);
    return ok(undefined);
  });
  const client = { list: vi.fn(), get: vi.fn(), update };
  const table = createCreatorsTable({
    client,
    table: "LTK_Credentials",
    cells: createTokenCells([]),
  });
  return {
    table,
    save: async (row: Omit<RowToSave, "recordId">) => {
      const [saved] = await table.saveRows([{ recordId: "rec1", ...row }]);
      return saved;
    },
    writes,
    accepted,
    update,
  };
}

const dead = { kind: "needs_reauth", fingerprint: "fp_1", message: "Ended.", failures: 1 } as const;

describe("saving tokens", () => {
  test("writes all three and their life in one call, and no status", async () => {
    const { save, writes } = setUp();
    expect((await save({ tokens: TOKENS }))?.ok).toBe(true);
    expect(writes).toEqual([
      {
        Refresh_Token: "v1.r",
        Access_Token: "a",
        ID_Token: "i",
        Token_Expires_At: "1970-01-01T10:00:00.000Z",
        Last_Refreshed: "1970-01-01T00:00:00.000Z",
        Token_Version: 3,
      },
    ]);
  });

  test("repeats the write without columns that the table lacks, and leaves them out from then on", async () => {
    const { save, update, accepted } = setUp({ without: ["Token_Version", "ID_Token"] });
    expect((await save({ tokens: TOKENS }))?.ok).toBe(true);
    expect(update).toHaveBeenCalledTimes(3);
    expect(Object.keys(accepted[0] ?? {})).toEqual([
      "Refresh_Token",
      "Access_Token",
      "Token_Expires_At",
      "Last_Refreshed",
    ]);
    await save({ tokens: TOKENS });
    expect(update).toHaveBeenCalledTimes(4);
  });

  test("repeats it without a column of another type", async () => {
    const { save, accepted } = setUp({ refusing: "Token_Expires_At" });
    expect((await save({ tokens: TOKENS }))?.ok).toBe(true);
    expect(accepted[0]).toMatchObject({ Refresh_Token: "v1.r", Access_Token: "a", ID_Token: "i" });
  });

  test("without a place for the refresh token nothing counts as saved", async () => {
    const { save, accepted } = setUp({ without: ["Refresh_Token"] });
    expect(await save({ tokens: TOKENS })).toMatchObject({ error: { code: "refused" } });
    expect(accepted).toEqual([]);
  });

  test("a failure that is no refusal is not repeated here", async () => {
    const { save, update } = setUp();
    update.mockResolvedValueOnce(err({ code: "unavailable", message: "down" }));
    expect((await save({ tokens: TOKENS }))?.ok).toBe(false);
    expect(update).toHaveBeenCalledTimes(1);
  });
});

describe("saving a status", () => {
  test("marks the refused refresh token by its fingerprint", async () => {
    const { save, accepted } = setUp();
    await save({ status: dead });
    expect(accepted).toEqual([
      {
        Status: "needs_reauth",
        Error_Message: "needs_reauth #fp_1: Ended.",
        Consecutive_Failures: 1,
      },
    ]);
  });

  test("a table that does not offer needs_reauth gets error, from then on at once", async () => {
    const { save, accepted, update } = setUp({ statuses: ["active", "expired", "error"] });
    await save({ status: dead });
    await save({ status: dead });
    expect(accepted.map((fields) => fields["Status"])).toEqual(["error", "error"]);
    expect(accepted[0]?.["Error_Message"]).toContain("needs_reauth #fp_1");
    expect(update).toHaveBeenCalledTimes(3);
  });

  test("a table that offers neither keeps its status, and still gets the message", async () => {
    const { save, accepted } = setUp({ statuses: ["on", "off"] });
    expect((await save({ status: dead }))?.ok).toBe(true);
    expect(Object.keys(accepted[0] ?? {})).toEqual(["Error_Message", "Consecutive_Failures"]);
  });

  test("a success blanks the message", async () => {
    const { save, accepted } = setUp();
    await save({ status: { kind: "active" } });
    expect(accepted).toEqual([{ Status: "active", Error_Message: null, Consecutive_Failures: 0 }]);
  });
});

describe("saving several rows", () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ recordId: `rec${index}`, tokens: TOKENS }));

  test("ten rows are one call", async () => {
    const { table, update } = setUp();
    expect(await table.saveRows(rows(10))).toHaveLength(10);
    expect(update).toHaveBeenCalledTimes(1);
    expect(update.mock.calls[0]?.[1].map(({ id }) => id)).toEqual(rows(10).map((r) => r.recordId));
  });

  test("tokens and status of a row go in the same write", async () => {
    const { save, writes } = setUp();
    await save({ tokens: TOKENS, status: { kind: "active" } });
    expect(writes).toMatchObject([{ Refresh_Token: "v1.r", Status: "active" }]);
  });

  test("an eleventh row, or a row twice, is a bug of the caller", async () => {
    const { table, update } = setUp();
    await expect(table.saveRows(rows(11))).rejects.toThrow("at most 10 rows are saved together");
    const twice = [...rows(2), ...rows(1)];
    await expect(table.saveRows(twice)).rejects.toThrow("a row is saved twice in one call");
    expect(update).not.toHaveBeenCalled();
  });
});

describe("probing", () => {
  const row = { recordId: "rec1", consecutiveFailures: 2 };
  test("touches no token cell, and changes nothing", async () => {
    const { table, writes } = setUp();
    const credentials = { ...BLANK, ...row };
    expect((await table.probe(credentials)).ok).toBe(true);
    expect(writes).toEqual([{ Consecutive_Failures: 2 }]);
  });

  test("a table without the column is asked with an empty write", async () => {
    const { table, writes } = setUp({ without: ["Consecutive_Failures"] });
    expect((await table.probe({ ...BLANK, ...row })).ok).toBe(true);
    expect(writes.at(-1)).toEqual({});
  });
});

const BLANK = {
  slug: undefined,
  name: "x",
  publisherIds: [],
  accessToken: undefined,
  idToken: undefined,
  refreshToken: undefined,
  clientId: undefined,
  accountId: undefined,
  tokenVersion: undefined,
  sealedVersion: undefined,
  cellProblem: undefined,
  isSealed: true,
  status: "active",
  errorMessage: undefined,
  deadFingerprint: undefined,
  readAt: 0,
} as const;

describe("toAirtableError", () => {
  test.each([
    [401, "", "unauthorised"],
    [403, "", "forbidden"],
    [404, "", "not_found"],
    [413, "", "refused"],
    [422, "UNKNOWN_FIELD_NAME", "refused"],
    [422, "ROW_DOES_NOT_EXIST", "not_found"],
    [429, "RATE_LIMIT_REACHED", "rate_limited"],
    [429, "", "rate_limited"],
    [429, "PUBLIC_API_BILLING_LIMIT_EXCEEDED", "quota_exceeded"],
    [500, "", "unavailable"],
    [502, "", "unavailable"],
    [503, "", "unavailable"],
    [418, "", "unavailable"],
    [200, "", "bad_shape"],
    [undefined, "CONNECTION_ERROR", "unavailable"],
  ])("%s %s is %s", (status, type, code) => {
    expect(toAirtableError("GET T", { status, type, text: "secret value" })).toMatchObject({
      code,
    });
  });

  test("reads whatever was thrown, and repeats no value", () => {
    expect(readSdkFailure(null)).toEqual({ status: undefined, type: "", text: "" });
    expect(readSdkFailure({ statusCode: "x", error: 1 })).toEqual({
      status: undefined,
      type: "",
      text: "",
    });
    const error = toAirtableError(
      "GET T",
      readSdkFailure({ statusCode: 500, message: "v1.secret" }),
    );
    expect(JSON.stringify(error)).not.toContain("secret");
  });
});
