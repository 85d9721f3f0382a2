import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createAirtableClient } from "@/lib/airtable/client";
import { type CreatorRow, createCreatorsTable } from "@/lib/airtable/creators";
import { createLockoutStore } from "@/lib/airtable/lockout";
import { parseSlug } from "@/lib/core/brand";
import { createVercelKv } from "@/lib/kv/vercel-kv";
import { createContainer } from "@/lib/server/container";
import { parseEnv } from "@/lib/server/env";
import { createTokenCells } from "@/lib/token-manager/cells";
import type { CipherKey } from "@/lib/token-manager/cipher";
import type { RowToSave } from "@/lib/token-manager/store";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";

const TABLE = "LTK_Credentials";
const K1 = { id: "k1", key: new Uint8Array(32).fill(1) };
const K2 = { id: "k2", key: new Uint8Array(32).fill(2) };
const TOKEN_COLUMNS = ["Access_Token", "ID_Token", "Refresh_Token"];

let sandbox: Sandbox;
let nowMs: number;
const now = () => nowMs;

/** The real table over a socket, as a new process has it. */
function openTable(keys: readonly CipherKey[] = [], timeoutMs?: number) {
  const client = createAirtableClient({
    apiKey: sandbox.env["AIRTABLE_API_KEY"] ?? "",
    baseId: sandbox.env["AIRTABLE_BASE_ID"] ?? "",
    endpointUrl: sandbox.urls.airtable,
    timeoutMs,
    now,
    sleep: async (ms) => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      nowMs += ms;
    },
    random: () => 0,
  });
  return createCreatorsTable({ client, table: TABLE, cells: createTokenCells(keys) });
}
type Table = ReturnType<typeof openTable>;

async function rowsOf(table: Table): Promise<readonly CreatorRow[]> {
  const listed = await table.list();
  if (!listed.ok) throw new Error(listed.error.message);
  return listed.value;
}

/** New tokens for the first rows of the table, each told by its record. */
async function aBatch(count: number, version = 2): Promise<RowToSave[]> {
  const rows = await rowsOf(openTable());
  sandbox.resetCalls();
  nowMs += 2_000;
  return rows.slice(0, count).map(({ creator: { recordId } }) => ({
    recordId,
    tokens: {
      accessToken: `access-of-${recordId}-${version}`,
      idToken: `id-of-${recordId}-${version}`,
      refreshToken: `v1.of-${recordId}-${version}`,
      expiresAt: nowMs,
      refreshedAt: nowMs,
      version,
    },
  }));
}

const codes = (outcomes: Awaited<ReturnType<Table["saveRows"]>>) =>
  outcomes.map((outcome) => (outcome.ok ? "ok" : outcome.error.code));
const all = (code: string, count: number) => Array.from({ length: count }, () => code);

async function refreshTokens(table = openTable()): Promise<Map<string, string | undefined>> {
  const rows = await rowsOf(table);
  return new Map(rows.map(({ credentials }) => [credentials.recordId, credentials.refreshToken]));
}

beforeEach(async () => {
  nowMs = Date.parse("2026-11-22T08:00:00Z");
  sandbox = await createSandbox({ now });
});
afterEach(() => sandbox.close());

describe("rows saved together", () => {
  test("ten rows are one call, and each holds its own tokens", async () => {
    const batch = await aBatch(10);
    expect(codes(await openTable().saveRows(batch))).toEqual(all("ok", 10));
    expect(sandbox.calls().airtable).toMatchObject({ update: 1, list: 0, get: 0 });
    const stored = await refreshTokens();
    for (const { recordId } of batch) expect(stored.get(recordId)).toBe(`v1.of-${recordId}-2`);
  });

  test("23 rows in the batches of a caller are three calls", async () => {
    for (let count = 0; count < 11; count += 1) sandbox.addRow({ Creator: `Extra ${count}` });
    const rows = await aBatch(23);
    expect(rows).toHaveLength(23);
    const table = openTable();
    for (const start of [0, 10, 20]) {
      const slice = rows.slice(start, start + 10);
      expect(codes(await table.saveRows(slice))).toEqual(all("ok", slice.length));
    }
    expect(sandbox.calls().airtable.update).toBe(3);
    await expect(table.saveRows(rows)).rejects.toThrow("at most 10 rows");
  });

  test("a row that was deleted meanwhile is told so, and the nine others are stored", async () => {
    const batch = await aBatch(10);
    sandbox.removeRow("bea-ortiz");
    const outcomes = codes(await openTable().saveRows(batch));
    expect(outcomes.filter((code) => code === "ok")).toHaveLength(9);
    expect(sandbox.calls().airtable.update).toBe(11);
    const stored = await refreshTokens();
    for (const [index, { recordId }] of batch.entries()) {
      const isGone = outcomes[index] === "not_found";
      expect(stored.get(recordId)).toBe(isGone ? undefined : `v1.of-${recordId}-2`);
    }
  });

  test("columns that the table lacks cost a call each, once", async () => {
    sandbox.dropField("Token_Version");
    sandbox.dropField("Token_Expires_At");
    const batch = await aBatch(10);
    const table = openTable();
    expect(codes(await table.saveRows(batch))).toEqual(all("ok", 10));
    expect(sandbox.calls().airtable.update).toBe(3);
    nowMs += 2_000;
    expect(codes(await table.saveRows(batch))).toEqual(all("ok", 10));
    expect(sandbox.calls().airtable.update).toBe(4);
  });

  test("a status that the table does not offer costs nobody's tokens", async () => {
    sandbox.setStatusOptions(["active", "error"]);
    const [first, ...rest] = await aBatch(3);
    if (first === undefined) throw new Error("no row");
    const status = {
      kind: "needs_reauth",
      fingerprint: "fp",
      message: "Ended.",
      failures: 1,
    } as const;
    const batch = [{ recordId: first.recordId, status }, ...rest];
    expect(codes(await openTable().saveRows(batch))).toEqual(all("ok", 3));
    expect(sandbox.calls().airtable.update).toBe(2);
    const rows = await rowsOf(openTable());
    const marked = rows.find(({ creator }) => creator.recordId === first.recordId);
    expect(marked?.credentials).toMatchObject({ status: "error", deadFingerprint: "fp" });
  });

  test("a table without Refresh_Token takes nothing, and every row is told", async () => {
    const batch = await aBatch(4);
    sandbox.dropField("Refresh_Token");
    expect(codes(await openTable().saveRows(batch))).toEqual(all("refused", 4));
    expect(sandbox.row("ava-lane")["Token_Version"]).toBeUndefined();
  });

  test.each([
    [{ kind: "rate-limit" }, "rate_limited"],
    [{ kind: "status", status: 503 }, "unavailable"],
    [{ kind: "html-502" }, "unavailable"],
    [{ kind: "reset" }, "unavailable"],
    [{ kind: "hang" }, "unavailable"],
    [{ kind: "status", status: 401 }, "unauthorised"],
  ] as const)("%j is every row's error after one call", async (fault, code) => {
    const batch = await aBatch(10);
    sandbox.faults.set("airtable", fault);
    expect(codes(await openTable([], 100).saveRows(batch))).toEqual(all(code, 10));
    expect(sandbox.calls().airtable.update).toBe(1);
  });

  test("a used-up quota is every row's error, with the time until it is asked again", async () => {
    const batch = await aBatch(10);
    sandbox.setAirtableQuota(0);
    const [outcome] = await openTable().saveRows(batch);
    expect(outcome).toMatchObject({ error: { code: "quota_exceeded", retryAfterMs: 300_000 } });
    expect(sandbox.calls().airtable.update).toBe(1);
  });

  test("a lockout in the middle of a split stops it: what landed has landed, the rest is told", async () => {
    const batch = await aBatch(10);
    sandbox.removeRow("ava-lane");
    const table = openTable();
    const saving = table.saveRows(batch);
    await expect.poll(() => sandbox.calls().airtable.update, { interval: 1 }).toBeGreaterThan(3);
    sandbox.faults.set("airtable", { kind: "rate-limit" }, { times: 1 });
    const outcomes = codes(await saving);
    const landed = outcomes.filter((code) => code === "ok").length;
    expect(outcomes).toEqual([
      "not_found",
      ...all("ok", landed),
      ...all("rate_limited", 9 - landed),
    ]);
    expect(landed).toBeLessThan(9);
  });
});

describe("sealed cells", () => {
  const problems = (rows: readonly CreatorRow[]) =>
    rows.filter(({ credentials }) => credentials.cellProblem !== undefined).length;
  const unsealed = (rows: readonly CreatorRow[]) =>
    rows.filter(({ credentials }) => !credentials.isSealed).length;

  test("a row in plain text is read, and is sealed by the next write", async () => {
    const before = sandbox.row("ava-lane");
    const table = openTable([K1]);
    const row = (await rowsOf(table)).find(({ creator }) => creator.slug === "ava-lane");
    expect(row?.credentials).toMatchObject({
      refreshToken: before["Refresh_Token"],
      sealedVersion: undefined,
      isSealed: false,
    });
    const [write] = await aBatch(1, 7);
    if (write?.tokens === undefined) throw new Error("no row");
    expect(write.recordId).toBe(row?.creator.recordId);
    expect(codes(await table.saveRows([write]))).toEqual(["ok"]);
    for (const column of TOKEN_COLUMNS) {
      const text = String(sandbox.row("ava-lane")[column]);
      expect(text.split(".")).toHaveLength(5);
      expect(text).not.toMatch(/^(access|id|v1\.)/);
    }
    expect(sandbox.row("ava-lane")["Token_Version"]).toBe(7);
    expect(await table.readCredentials(write.recordId)).toMatchObject({
      value: {
        refreshToken: write.tokens.refreshToken,
        accessToken: write.tokens.accessToken,
        idToken: write.tokens.idToken,
        sealedVersion: 7,
        isSealed: true,
      },
    });
  });

  test("a key is replaced, old, both, new, without a single read that fails", async () => {
    const count = 10;
    for (const [step, keys] of [[K1], [K1, K2], [K2, K1], [K2]].entries()) {
      const table = openTable(keys);
      const before = await refreshTokens(table);
      expect(problems(await rowsOf(table))).toBe(0);
      const batch = await aBatch(count, step + 2);
      if (step > 0) {
        for (const { recordId } of batch) {
          expect(before.get(recordId)).toBe(`v1.of-${recordId}-${step + 1}`);
        }
      }
      expect(codes(await table.saveRows(batch))).toEqual(all("ok", count));
      const after = await rowsOf(table);
      expect([problems(after), unsealed(after)]).toEqual([0, after.length - count]);
      nowMs += 5_000;
    }
  });

  test("a key that was dropped too early loses no cell: with it back in the ring all can be read", async () => {
    const batch = await aBatch(3);
    await openTable([K1]).saveRows(batch);
    const without = await rowsOf(openTable([K2]));
    expect(problems(without)).toBe(3);
    for (const { creator, credentials } of without.slice(0, 3)) {
      expect(credentials).toMatchObject({ refreshToken: undefined, cellProblem: "unreadable" });
      expect(creator).toMatchObject({ missing: [], invalid: ["Refresh_Token"] });
    }
    const back = await refreshTokens(openTable([K2, K1]));
    for (const { recordId } of batch) expect(back.get(recordId)).toBe(`v1.of-${recordId}-2`);
  });

  test("a row that was duplicated in Airtable does not give its copy the session", async () => {
    const batch = await aBatch(1);
    const table = openTable([K1]);
    await table.saveRows(batch);
    sandbox.addRow({ ...sandbox.row("ava-lane"), Slug: "ava-copy" });
    const rows = await rowsOf(table);
    const copy = rows.find(({ creator }) => creator.slug === "ava-copy");
    const own = rows.find(({ creator }) => creator.slug === "ava-lane");
    expect(copy?.credentials).toMatchObject({
      accessToken: undefined,
      idToken: undefined,
      refreshToken: undefined,
      cellProblem: "foreign",
    });
    expect(own?.credentials).toMatchObject({ cellProblem: undefined, isSealed: true });
  });
});

test("wired as in production: TOKEN_KEYS seals what a renewal saves, and a lockout reaches the shared store", async () => {
  await sandbox.close();
  sandbox = await createSandbox({ kv: "redis", airtableRateLimit: false });
  await sandbox.expireTokens("ava-lane");
  const parsed = parseEnv({
    ...sandbox.env,
    SESSION_SECRET: "an invented secret of forty characters..",
    TOKEN_KEYS: `k2:${Buffer.from(K2.key).toString("base64")}`,
    TOKEN_REFRESH: "on",
  });
  if (!parsed.ok) throw new Error("the environment is not complete");
  const { tokens, snapshot } = createContainer(parsed.env, {
    log: () => {},
    defer: (work) => void work(),
  });
  const slug = parseSlug("ava-lane");
  if (slug === undefined) throw new Error("no slug");
  expect(await tokens.getValidToken(slug)).toMatchObject({ ok: true });
  nowMs = Date.now() + 60_000;
  const stored = async () =>
    (await rowsOf(openTable([K2]))).find(({ creator }) => creator.slug === "ava-lane")?.credentials;
  await expect
    .poll(stored, { interval: 1_000, timeout: 10_000 })
    .toMatchObject({ isSealed: true, sealedVersion: 1 });
  sandbox.faults.set("airtable", { kind: "rate-limit" }, { times: 1, route: "list" });
  snapshot.expire();
  expect(await snapshot.read()).toMatchObject({ ok: false });
  const kv = createVercelKv({
    url: sandbox.urls.kv ?? "",
    token: sandbox.env["KV_REST_API_TOKEN"] ?? "",
  });
  await expect.poll(() => createLockoutStore(kv).read()).toMatchObject({ code: "rate_limited" });
});
