import { describe, expect, test } from "vitest";
import { type CreatorRow, parseCreatorRow } from "@/lib/airtable/columns";

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

function parse(fields: Readonly<Record<string, unknown>>): CreatorRow {
  return parseCreatorRow({ id: "recAva", fields, readAt: READ_AT }, (token) => `name-of-${token}`);
}

describe("parseCreatorRow", () => {
  test("reads a full row, and keeps tokens out of what pages see", () => {
    const { creator, credentials } = parse(FULL);
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

  test("an empty row is listed with all that is missing", () => {
    expect(parse({}).creator).toMatchObject({
      slug: undefined,
      name: "Unnamed row",
      status: "unknown",
      missing: ["Slug", "Publisher_ID", "Access_Token", "ID_Token", "Refresh_Token"],
    });
  });

  test("tokens that the first refresh fills in are not missed", () => {
    const { Access_Token, ID_Token, ...rest } = FULL;
    expect(parse(rest).creator.missing).toEqual([]);
  });

  test.each([
    [100_001, ["100001"]],
    ["100001", ["100001"]],
    [" 100001 ,, 100002,100001", ["100001", "100002"]],
    ["  ", []],
    [{ odd: true }, []],
  ])("publisher ids from %j", (value, ids) => {
    expect(parse({ ...FULL, Publisher_ID: value }).creator.publisherIds).toEqual(ids);
  });

  test("what cannot be used is named and treated as blank", () => {
    const row = parse({ ...FULL, Slug: "Ava Lane!", Timezone: "Mars/Base", Currency: "dollars" });
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
  ])("status %j is %s", (value, status) => {
    expect(parse({ ...FULL, Status: value }).creator.status).toBe(status);
  });

  test("an error that names the row's refresh token means needs_reauth", () => {
    const Error_Message = "needs_reauth #name-of-v1.refresh";
    const row = parse({
      ...FULL,
      Status: "error",
      Error_Message: Error_Message.replace("v1.", "v1-"),
    });
    expect(row.creator.status).toBe("unknown");
    const own = parseCreatorRow(
      {
        id: "recAva",
        fields: { ...FULL, Status: "error", Error_Message: "needs_reauth #fp_1: LTK ended it." },
        readAt: READ_AT,
      },
      () => "fp_1",
    );
    expect(own.creator).toMatchObject({ status: "needs_reauth", statusMessage: "LTK ended it." });
    expect(own.credentials.deadFingerprint).toBe("fp_1");
  });

  test("with another refresh token in the row it is not dead", () => {
    const fields = { ...FULL, Status: "needs_reauth", Error_Message: "needs_reauth #other" };
    expect(parse(fields).creator.status).toBe("unknown");
  });
});
