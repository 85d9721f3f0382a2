import { describe, expect, test } from "vitest";
import { type JournalEntry, MAX_SPENT, spend } from "@/lib/token-manager/journal-entry";
import { readClaims } from "@/lib/token-manager/jwt";
import { traceLineage } from "@/lib/token-manager/lineage";
import { tokensOf } from "@/lib/token-manager/row-session";
import type { Credentials } from "@/lib/token-manager/store";
import { aJwt, aRow, fingerprint, HOUR, START } from "./doubles";

const PROFILE = "http://shopltk.com/profile";
const bea = aRow({
  recordId: "recBea",
  publisherIds: ["100002"],
  refreshToken: "v1.token-of-bea-x",
});

function anEntry(overrides: Partial<JournalEntry> = {}): JournalEntry {
  return {
    version: 5,
    fingerprint: fingerprint("v1.held-in-the-journal"),
    spent: [fingerprint("v1.spent-long-ago-token")],
    tokens: tokensOf(aRow()),
    isInStore: true,
    changedAt: START - HOUR,
    ...overrides,
  };
}

function trace(
  overrides: Partial<Credentials>,
  options: { entry?: JournalEntry | undefined; holder?: string } = { entry: anEntry() },
) {
  const row = aRow(overrides);
  return traceLineage({
    row,
    fingerprint: row.refreshToken === undefined ? undefined : fingerprint(row.refreshToken),
    entry: options.entry,
    rows: [row, bea],
    holder: options.holder,
  });
}

const idTokenOf = (publisher: unknown) =>
  aJwt({ expiresAt: START + HOUR, claims: { [PROFILE]: { app_user_id: publisher } } });

describe("traceLineage", () => {
  test("no entry: the row is all there is", () => {
    expect(trace({}, {})).toEqual({ kind: "row_only", problem: undefined });
  });
  test("the same refresh token", () => {
    expect(trace({ refreshToken: "v1.held-in-the-journal" })).toEqual({ kind: "same" });
  });
  test("a row read before the entry changed is no news", () => {
    const entry = anEntry({ changedAt: START + 1 });
    expect(trace({}, { entry })).toEqual({ kind: "row_outdated" });
  });
  test("a spent token in the row: the row is behind", () => {
    expect(trace({ refreshToken: "v1.spent-long-ago-token" })).toEqual({ kind: "row_behind" });
  });
  test("another plausible session: somebody put it there", () => {
    expect(trace({ refreshToken: "v1.pasted-by-a-person" })).toEqual({ kind: "row_replaced" });
  });
  test.each([
    ["blank", { refreshToken: undefined }],
    ["text", { refreshToken: "TODO" }],
    ["text", { refreshToken: "see the sheet of last week" }],
    ["another_row", { refreshToken: bea.refreshToken, idToken: undefined }],
    ["another_creator", { refreshToken: "v1.some-session-of-bea", idToken: idTokenOf(100_002) }],
  ] as const)("%s is no session", (problem, overrides) => {
    if (problem === "another_row") {
      expect(trace(overrides, { entry: anEntry(), holder: "recBea" })).toEqual({
        kind: "row_broken",
        problem,
      });
      return;
    }
    expect(trace(overrides)).toEqual({ kind: "row_broken", problem });
  });
  test("a session that names a publisher nobody else has is plausible", () => {
    expect(trace({ idToken: idTokenOf("100777") })).toEqual({ kind: "row_replaced" });
  });
  test("a session in two rows belongs to the row whose publisher it names", () => {
    const shared = { refreshToken: "v1.shared-by-two-rows", idToken: idTokenOf(100_001) };
    const first = aRow({ ...shared, recordId: "recOther", publisherIds: ["100003"] });
    const own = aRow(shared);
    const facts = { fingerprint: "f", entry: undefined, rows: [first, own], holder: undefined };
    expect(traceLineage({ ...facts, row: own })).toEqual({ kind: "row_only", problem: undefined });
    expect(traceLineage({ ...facts, row: first })).toMatchObject({ problem: "another_creator" });
  });
});

test("spent fingerprints are unique and bounded, and the oldest go first", () => {
  let spent: readonly string[] = [];
  for (let count = 0; count < MAX_SPENT + 5; count += 1) spent = spend(spent, `f${count}`);
  expect(spent).toHaveLength(MAX_SPENT);
  expect(spent[0]).toBe("f5");
  expect(spend(spent, "f7").at(-1)).toBe("f7");
  expect(spend(spent, "f7")).toHaveLength(MAX_SPENT);
});

describe("readClaims", () => {
  test("reads instants, client and ids tolerantly", () => {
    const claims = { azp: "c", [PROFILE]: { app_user_id: 100_001, account_id: 200_001 } };
    expect(readClaims(aJwt({ expiresAt: START + HOUR, issuedAt: START, claims }))).toEqual({
      issuedAt: START,
      expiresAt: START + HOUR,
      clientId: "c",
      publisherId: "100001",
      accountId: "200001",
    });
  });
  test("publisher_id wins over app_user_id", () => {
    const claims = { [PROFILE]: { app_user_id: 1, publisher_id: "2" } };
    expect(readClaims(aJwt({ expiresAt: START, claims }))?.publisherId).toBe("2");
  });
  test.each(["", "text", "a.b.c", "a.b"])("%j is no token", (token) => {
    expect(readClaims(token)).toBeUndefined();
  });
});
