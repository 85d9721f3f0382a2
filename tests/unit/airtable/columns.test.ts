import { describe, expect, test } from "vitest";
import { type CreatorRow, type NameToken, parseCreatorRow } from "@/lib/airtable/columns";
import { createTokenCells } from "@/lib/token-manager/cells";
import type { OpenedCell, TokenCells } from "@/lib/token-manager/store";

const READ_AT = Date.parse("2026-11-22T08:00:00Z");
const FULL = {
  Creator: "Ava Lane",
  Slug: "ava-lane",
  Publisher_ID: "100001, 100002",
  Account_ID: 200_001,
  Access_Token: " access ",
  ID_Token: "id",
  Refresh_Token: "v1.refresh",
  Token_Version: "7",
  Last_Refreshed: "2026-11-22T07:00:00.000Z",
  Refresh_Token_Captured_At: "2026-11-13",
  Status: "active",
  Consecutive_Failures: 0,
  Timezone: "Europe/Paris",
  Currency: "usd",
  Client_ID: "client",
};

function parse(
  fields: Readonly<Record<string, unknown>>,
  options: { readonly cells?: TokenCells; readonly nameToken?: NameToken } = {},
): Promise<CreatorRow> {
  const nameToken = (token: string) => `name-of-${token}`;
  const record = { id: "recAva", fields, readAt: READ_AT };
  return parseCreatorRow(record, { cells: createTokenCells([]), nameToken, ...options });
}

describe("parseCreatorRow", () => {
  test("reads a full row, and keeps tokens out of what pages see", async () => {
    const { creator, credentials } = await parse(FULL);
    expect(creator).toEqual({
      recordId: "recAva",
      slug: "ava-lane",
      name: "Ava Lane",
      publisherIds: ["100001", "100002"],
      accountId: "200001",
      status: "active",
      statusMessage: undefined,
      timezone: "Europe/Paris",
      currency: "USD",
      lastRefreshedAt: Date.parse("2026-11-22T07:00:00Z"),
      consecutiveFailures: 0,
      sessionCapturedAt: Date.parse("2026-11-13T00:00:00Z"),
      missing: [],
      invalid: [],
    });
    expect(credentials).toMatchObject({
      accessToken: "access",
      refreshToken: "v1.refresh",
      tokenVersion: 7,
      readAt: READ_AT,
    });
    expect(JSON.stringify(creator)).not.toMatch(/access|v1\./);
  });

  test("an empty row is listed with all that is missing", async () => {
    expect((await parse({})).creator).toMatchObject({
      slug: undefined,
      name: "Unnamed row",
      status: "unknown",
      missing: ["Slug", "Publisher_ID", "Access_Token", "ID_Token", "Refresh_Token"],
    });
  });

  test("tokens that the first refresh fills in are not missed", async () => {
    const { Access_Token, ID_Token, ...rest } = FULL;
    expect((await parse(rest)).creator.missing).toEqual([]);
  });

  test.each([
    [100_001, ["100001"]],
    ["100001", ["100001"]],
    [" 100001 ,, 100002,100001", ["100001", "100002"]],
    ["  ", []],
    [{ odd: true }, []],
  ])("publisher ids from %j", async (value, ids) => {
    expect((await parse({ ...FULL, Publisher_ID: value })).creator.publisherIds).toEqual(ids);
  });

  test("what cannot be used is named and treated as blank", async () => {
    const row = await parse({
      ...FULL,
      Slug: "Ava Lane!",
      Timezone: "Mars/Base",
      Currency: "dollars",
    });
    expect(row.creator).toMatchObject({
      slug: undefined,
      timezone: undefined,
      currency: undefined,
      missing: [],
      invalid: ["Slug", "Timezone", "Currency"],
    });
  });

  test.each([
    ["active", "active"],
    ["Paused", "paused"],
    ["disabled", "paused"],
    ["expired", "error"],
    ["ok", "unknown"],
    [undefined, "unknown"],
  ])("status %j is %s", async (value, status) => {
    expect((await parse({ ...FULL, Status: value })).creator.status).toBe(status);
  });

  test("an error that names the row's refresh token means needs_reauth", async () => {
    const Error_Message = "needs_reauth #name-of-v1.refresh";
    const row = await parse({
      ...FULL,
      Status: "error",
      Error_Message: Error_Message.replace("v1.", "v1-"),
    });
    expect(row.creator.status).toBe("unknown");
    const own = await parse(
      { ...FULL, Status: "error", Error_Message: "needs_reauth #fp_1: LTK ended it." },
      { nameToken: () => "fp_1" },
    );
    expect(own.creator).toMatchObject({ status: "needs_reauth", statusMessage: "LTK ended it." });
    expect(own.credentials.deadFingerprint).toBe("fp_1");
  });

  test("with another refresh token in the row it is not dead", async () => {
    const fields = { ...FULL, Status: "needs_reauth", Error_Message: "needs_reauth #other" };
    expect((await parse(fields)).creator.status).toBe("unknown");
  });
});

describe("sealed cells", () => {
  const SEALED = { kind: "sealed", token: "v1.opened", version: 8, isCurrentKey: true } as const;

  /** Cells that hold what the test says, whatever text stands there. */
  function cellsOf(
    held: Readonly<Partial<Record<string, OpenedCell>>>,
    isSealing = true,
  ): { readonly cells: TokenCells; readonly opened: unknown[] } {
    const opened: unknown[] = [];
    const open: TokenCells["open"] = async (cell, token) => {
      opened.push({ ...cell, token });
      return held[cell.column] ?? { kind: "plain", token };
    };
    return { cells: { ...createTokenCells([]), isSealing, open }, opened };
  }
  const ALL = { Access_Token: SEALED, ID_Token: SEALED, Refresh_Token: SEALED };

  test("each cell is opened for its own row and column", async () => {
    const { cells, opened } = cellsOf(ALL);
    const { credentials } = await parse(FULL, { cells });
    expect(opened).toEqual([
      { recordId: "recAva", column: "Access_Token", token: "access" },
      { recordId: "recAva", column: "ID_Token", token: "id" },
      { recordId: "recAva", column: "Refresh_Token", token: "v1.refresh" },
    ]);
    expect(credentials).toMatchObject({
      accessToken: "v1.opened",
      idToken: "v1.opened",
      refreshToken: "v1.opened",
      sealedVersion: 8,
      tokenVersion: 7,
      cellProblem: undefined,
      isSealed: true,
    });
  });

  test.each([
    ["all are sealed under the first key", ALL, true, true],
    ["one is plain", { ...ALL, ID_Token: undefined }, true, false],
    [
      "one is under an older key",
      { ...ALL, Access_Token: { ...SEALED, isCurrentKey: false } },
      true,
      false,
    ],
    ["one cannot be read", { ...ALL, Access_Token: { kind: "unreadable" as const } }, true, false],
    ["no key is configured, and all are plain", {}, false, true],
  ])("whether a row counts as sealed when %s", async (_, held, isSealing, isSealed) => {
    const { cells } = cellsOf(held, isSealing);
    expect((await parse(FULL, { cells })).credentials.isSealed).toBe(isSealed);
  });

  test("a blank cell needs no seal", async () => {
    const { cells } = cellsOf({ Refresh_Token: SEALED });
    const { Access_Token, ID_Token, ...rest } = FULL;
    expect((await parse(rest, { cells })).credentials.isSealed).toBe(true);
  });

  test.each(["unreadable", "foreign"] as const)(
    "an %s refresh token is no token, is named as invalid, and is not called blank",
    async (kind) => {
      const { cells } = cellsOf({ ...ALL, Refresh_Token: { kind } });
      const { Access_Token, ...rest } = FULL;
      const { creator, credentials } = await parse(rest, { cells });
      expect(credentials).toMatchObject({
        accessToken: undefined,
        idToken: "v1.opened",
        refreshToken: undefined,
        sealedVersion: undefined,
        cellProblem: kind,
        isSealed: false,
        status: "active",
      });
      expect(creator).toMatchObject({ missing: [], invalid: ["Refresh_Token"], status: "active" });
    },
  );

  test("an access or id token that cannot be read is just not there", async () => {
    const { cells } = cellsOf({
      Access_Token: { kind: "unreadable" },
      ID_Token: { kind: "foreign" },
      Refresh_Token: SEALED,
    });
    const { creator, credentials } = await parse(FULL, { cells });
    expect(credentials).toMatchObject({
      accessToken: undefined,
      idToken: undefined,
      refreshToken: "v1.opened",
      cellProblem: undefined,
    });
    expect(creator).toMatchObject({ missing: [], invalid: [] });
  });
});
