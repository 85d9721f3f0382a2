import { createServer } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createAirtableClient } from "@/lib/airtable/client";
import { createCreatorsTable } from "@/lib/airtable/creators";
import { createLockoutStore, type LockoutStore } from "@/lib/airtable/lockout";
import { createMemoryKv } from "@/lib/kv/memory";
import { createVercelKv } from "@/lib/kv/vercel-kv";
import { createTokenCells } from "@/lib/token-manager/cells";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";

const TABLE = "LTK_Credentials";
let sandbox: Sandbox;
let nowMs: number;
const now = () => nowMs;

/** Waiting moves the clock, which is the simulator's too. */
function clientOf(
  overrides: {
    readonly apiKey?: string;
    readonly endpointUrl?: string;
    readonly timeoutMs?: number;
    readonly random?: () => number;
    readonly lockouts?: LockoutStore;
    readonly sleep?: (ms: number) => Promise<void>;
  } = {},
) {
  return createAirtableClient({
    apiKey: sandbox.env["AIRTABLE_API_KEY"] ?? "",
    baseId: sandbox.env["AIRTABLE_BASE_ID"] ?? "",
    endpointUrl: sandbox.urls.airtable,
    now,
    sleep: async (ms) => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      nowMs += ms;
    },
    random: () => 0,
    ...overrides,
  });
}

const RATE_LIMIT = { kind: "rate-limit" } as const;
const isOk = (result: unknown) =>
  typeof result === "object" && result !== null && "ok" in result && result.ok === true;

async function idOf(slug: string): Promise<string> {
  const listed = await clientOf().list(TABLE);
  const found = listed.ok && listed.value.find(({ fields }) => fields["Slug"] === slug);
  if (!found) throw new Error(`no row of ${slug}`);
  nowMs += 2_000;
  return found.id;
}

beforeEach(async () => {
  nowMs = Date.parse("2026-11-22T08:00:00Z");
  sandbox = await createSandbox({ now });
});
afterEach(() => sandbox.close());

describe("the client over a socket", () => {
  test("reads all pages, writes ten records a call, and never meets a 429 on its own account", async () => {
    for (let count = 0; count < 240; count += 1) sandbox.addRow({ Creator: `Extra ${count}` });
    const client = clientOf();
    const listed = await client.list(TABLE);
    expect(listed).toMatchObject({ ok: true });
    const records = listed.ok ? listed.value : [];
    expect(records).toHaveLength(252);
    expect(records[0]?.readAt).toBe(Date.parse("2026-11-22T08:00:00Z"));
    const updates = records.map(({ id }) => ({ id, fields: { Consecutive_Failures: 0 } }));
    expect(await client.update(TABLE, updates)).toEqual({ ok: true, value: undefined });
    expect(sandbox.calls().airtable).toMatchObject({ list: 3, update: 26 });
  });

  test("after a 429 nothing is sent for 30 s, and the error says how long that is", async () => {
    const client = clientOf();
    sandbox.faults.set("airtable", { kind: "rate-limit" }, { times: 1 });
    expect(await client.list(TABLE)).toMatchObject({
      error: { code: "rate_limited", retryAfterMs: 30_000 },
    });
    nowMs += 29_000;
    expect(await client.list(TABLE)).toMatchObject({
      error: { code: "rate_limited", retryAfterMs: 1_000 },
    });
    expect(sandbox.calls().airtable.list).toBe(1);
    nowMs += 1_000;
    expect(await client.list(TABLE)).toMatchObject({ ok: true });
    expect(sandbox.calls().airtable.list).toBe(2);
  });

  test("whoever waits as long as a 429 says is served then, though each process waits a little of its own", async () => {
    const client = clientOf({ random: () => 0.5 });
    sandbox.faults.set("airtable", { kind: "rate-limit" }, { times: 1 });
    const refused = await client.list(TABLE);
    expect(refused).toMatchObject({ error: { retryAfterMs: 30_500 } });
    nowMs += 30_500;
    expect(await client.list(TABLE)).toMatchObject({ ok: true });
  });

  test.each([
    [{ kind: "status", status: 500 }, "unavailable"],
    [{ kind: "status", status: 503 }, "unavailable"],
    [{ kind: "status", status: 403 }, "forbidden"],
    [{ kind: "html-502" }, "unavailable"],
    [{ kind: "invalid-json" }, "bad_shape"],
    [{ kind: "reset" }, "unavailable"],
  ] as const)("%j is a value, not a throw, and is not repeated", async (fault, code) => {
    sandbox.faults.set("airtable", fault, { times: 1 });
    expect(await clientOf().list(TABLE)).toMatchObject({ ok: false, error: { code } });
    expect(sandbox.calls().airtable.list).toBe(1);
  });

  test("an answer that never comes is given up at the deadline", async () => {
    sandbox.faults.set("airtable", { kind: "hang" }, { times: 1 });
    const result = await clientOf({ timeoutMs: 50 }).get(TABLE, "rec1");
    expect(result).toMatchObject({ error: { code: "unavailable" } });
  });

  test("a wrong key, table or record", async () => {
    expect(await clientOf({ apiKey: "patWrong" }).list(TABLE)).toMatchObject({
      error: { code: "unauthorised" },
    });
    expect(await clientOf().list("No table")).toMatchObject({ error: { code: "forbidden" } });
    expect(await clientOf().get(TABLE, "recNobody")).toMatchObject({
      error: { code: "not_found" },
    });
  });
});

describe("the pace", () => {
  const total = () => Object.values(sandbox.calls().airtable).reduce((sum, calls) => sum + calls);

  test("60 mixed calls never meet a 429, four start between two waits, and those about tokens overtake", async () => {
    const recordId = await idOf("ava-lane");
    sandbox.resetCalls();
    let waits = 0;
    let answered = 0;
    let pagesBefore = 0;
    let tokens: Promise<unknown[]> = Promise.resolve([]);
    const client = clientOf({
      sleep: async (ms) => {
        waits += 1;
        await expect.poll(() => answered, { interval: 1 }).toBe(4 * waits);
        expect(total()).toBe(answered);
        if (waits === 1) tokens = saveTwenty();
        nowMs += ms;
      },
    });
    const counted = async <T>(call: Promise<T>): Promise<T> => {
      const result = await call;
      answered += 1;
      return result;
    };
    const saveTwenty = async () => {
      const record = { id: recordId, fields: { Token_Version: 1 } };
      const saves = Array.from({ length: 20 }, () =>
        counted(client.update(TABLE, [record], "tokens")),
      );
      const saved = await Promise.all(saves);
      pagesBefore = sandbox.calls().airtable.get;
      return saved;
    };
    const reads = Array.from({ length: 40 }, () => counted(client.get(TABLE, recordId)));
    const results = [...(await Promise.all(reads)), ...(await tokens)];
    expect(results).toHaveLength(60);
    expect(results.filter((result) => !isOk(result))).toEqual([]);
    expect(waits).toBe(14);
    // The four that were sent before, and those that were sent while the last answers came.
    expect(pagesBefore).toBeLessThanOrEqual(8);
  });
});

describe("a lockout that instances share", () => {
  const sharing = () => createLockoutStore(createMemoryKv({ now }));

  test.each([
    ["rate_limited", 30_000, () => sandbox.faults.set("airtable", RATE_LIMIT, { times: 1 })],
    ["quota_exceeded", 300_000, () => sandbox.setAirtableQuota(0)],
  ] as const)("%s: none sends anything for %i ms", async (code, lastsMs, begin) => {
    const lockouts = sharing();
    const [one, other] = [clientOf({ lockouts }), clientOf({ lockouts })];
    begin();
    expect(await one.list(TABLE)).toMatchObject({ error: { code, retryAfterMs: lastsMs } });
    const write = [{ id: "rec1", fields: {} }];
    for (const passedMs of [0, lastsMs / 2, lastsMs / 2 - 1]) {
      nowMs += passedMs;
      expect(await one.update(TABLE, write, "tokens")).toMatchObject({ error: { code } });
      expect(await other.list(TABLE)).toMatchObject({ error: { code } });
      expect(await other.get(TABLE, "rec1", "tokens")).toMatchObject({ error: { code } });
    }
    expect(sandbox.calls().airtable).toMatchObject({ list: 1, get: 0, update: 0 });
    sandbox.setAirtableQuota(null);
    nowMs += 1;
    expect(isOk(await other.list(TABLE))).toBe(true);
    expect(isOk(await one.list(TABLE))).toBe(true);
    expect(sandbox.calls().airtable.list).toBe(3);
  });

  test("calls that wait for their turn when another instance is locked out are not sent", async () => {
    const lockouts = sharing();
    const other = clientOf({ lockouts });
    let waits = 0;
    const sleep = async (ms: number) => {
      waits += 1;
      await expect.poll(() => sandbox.calls().airtable.get, { interval: 1 }).toBe(4);
      nowMs += ms;
      if (waits > 1) return;
      sandbox.faults.set("airtable", RATE_LIMIT, { times: 1 });
      await other.list(TABLE);
    };
    const client = clientOf({ lockouts, sleep });
    const results = await Promise.all(Array.from({ length: 12 }, () => client.get(TABLE, "rec1")));
    expect(
      results.filter((result) => !result.ok && result.error.code === "not_found"),
    ).toHaveLength(4);
    expect(
      results.filter((result) => !result.ok && result.error.code === "rate_limited"),
    ).toHaveLength(8);
    expect(sandbox.calls().airtable).toMatchObject({ get: 4, list: 1 });
  });
});

describe("a lockout over the shared store's socket", () => {
  let lockouts: LockoutStore;
  beforeEach(async () => {
    await sandbox.close();
    sandbox = await createSandbox({ now, kv: "memory" });
    const [url, token] = [sandbox.urls.kv ?? "", sandbox.env["KV_REST_API_TOKEN"] ?? ""];
    lockouts = createLockoutStore(createVercelKv({ url, token }));
  });

  test("another instance learns of it, and reads the store once for all calls of a second", async () => {
    sandbox.faults.set("airtable", RATE_LIMIT, { times: 1 });
    await clientOf({ lockouts }).list(TABLE);
    await expect.poll(() => lockouts.read()).toMatchObject({ code: "rate_limited" });
    sandbox.resetCalls();
    const other = clientOf({ lockouts });
    const results = await Promise.all(Array.from({ length: 5 }, () => other.list(TABLE)));
    expect(results.filter(isOk)).toEqual([]);
    expect(sandbox.calls()).toMatchObject({ airtable: { list: 0 }, kv: { command: 1 } });
  });

  test.each([
    { kind: "refuse" },
    { kind: "reset" },
    { kind: "hang" },
    { kind: "invalid-json" },
    { kind: "status", status: 500 },
  ] as const)(
    "a store that fails ($kind) breaks no call and holds none back by more than a second, once",
    async (fault) => {
      sandbox.faults.set("kv", fault);
      const client = clientOf({ lockouts });
      const startedAt = performance.now();
      expect(isOk(await client.list(TABLE))).toBe(true);
      expect(performance.now() - startedAt).toBeLessThan(1_300);
      nowMs += 1_000;
      const again = performance.now();
      const results = await Promise.all(Array.from({ length: 4 }, () => client.list(TABLE)));
      expect(results.filter(isOk)).toHaveLength(4);
      expect(performance.now() - again).toBeLessThan(500);
      sandbox.faults.set("airtable", RATE_LIMIT, { times: 1 });
      nowMs += 2_000;
      expect(await client.list(TABLE)).toMatchObject({ error: { code: "rate_limited" } });
      expect(await client.list(TABLE)).toMatchObject({ error: { code: "rate_limited" } });
      expect(sandbox.calls().airtable.list).toBe(6);
    },
  );

  test("what a slow store says in the end is taken all the same", async () => {
    const until = nowMs + 30_000;
    await lockouts.write({ until, code: "rate_limited" }, 30_000);
    sandbox.faults.set("kv", { kind: "latency", ms: 1_300 }, { times: 1 });
    const client = clientOf({ lockouts });
    expect(isOk(await client.list(TABLE))).toBe(true);
    await expect.poll(() => client.list(TABLE)).toMatchObject({ error: { code: "rate_limited" } });
  });
});

describe("answers that the simulator does not give", () => {
  async function answering(status: number, body: string, isCut = false) {
    const server = createServer((_request, response) => {
      response.writeHead(status, { "content-type": "application/json" });
      if (isCut) response.write(body);
      else response.end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const client = clientOf({ endpointUrl: `http://127.0.0.1:${port}/`, timeoutMs: 100 });
    const result = await client.list(TABLE);
    server.closeAllConnections();
    server.close();
    return result;
  }

  test.each([
    [429, '{"errors":[{"error":"RATE_LIMIT_REACHED","message":"x"}]}', "rate_limited"],
    [429, "slow down", "rate_limited"],
    [429, '{"error":{"type":"PUBLIC_API_BILLING_LIMIT_EXCEEDED","message":"x"}}', "quota_exceeded"],
    [429, '{"errors":[{"error":"PUBLIC_API_BILLING_LIMIT_EXCEEDED"}]}', "quota_exceeded"],
    [404, '{"error":"NOT_FOUND"}', "not_found"],
    [200, '{"records":{}}', "bad_shape"],
    [200, "[]", "bad_shape"],
    [500, '{"error":null}', "unavailable"],
  ])("%i %s is %s", async (status, body, code) => {
    expect(await answering(status, body)).toMatchObject({ ok: false, error: { code } });
  });

  test("a body that stalls is given up at the deadline, which the SDK's own timeout does not do", async () => {
    expect(await answering(200, '{"records":[', true)).toMatchObject({
      error: { code: "unavailable" },
    });
  });
});

test("an older table: tokens are saved without the columns it lacks, a death as an error that reads back", async () => {
  for (const column of [
    "Token_Version",
    "Token_Expires_At",
    "Last_Refreshed",
    "Consecutive_Failures",
  ]) {
    sandbox.dropField(column);
  }
  sandbox.setStatusOptions(["active", "expired", "error"]);
  const table = createCreatorsTable({
    cells: createTokenCells([]),
    client: clientOf(),
    table: TABLE,
    nameToken: (token) => `fp-${token.length}`,
  });
  const rows = await table.list();
  const row = rows.ok ? rows.value.find(({ creator }) => creator.slug === "ava-lane") : undefined;
  if (row === undefined) throw new Error("no row");
  const { recordId } = row.creator;
  expect(await table.probe(row.credentials)).toMatchObject({ ok: true });
  const tokens = {
    accessToken: "a",
    idToken: "i",
    refreshToken: "v1.new",
    expiresAt: 1,
    refreshedAt: 1,
    version: 2,
  };
  expect(await table.saveRows([{ recordId, tokens }])).toMatchObject([{ ok: true }]);
  expect(sandbox.row("ava-lane")).toMatchObject({
    Access_Token: "a",
    ID_Token: "i",
    Refresh_Token: "v1.new",
  });
  const status = {
    kind: "needs_reauth",
    fingerprint: "fp-6",
    message: "Ended.",
    failures: 1,
  } as const;
  expect(await table.saveRows([{ recordId, status }])).toMatchObject([{ ok: true }]);
  expect(sandbox.row("ava-lane")).toMatchObject({ Status: "error", Refresh_Token: "v1.new" });
  const read = await table.readCredentials(recordId);
  expect(read).toMatchObject({ value: { deadFingerprint: "fp-6", status: "error" } });
  const again = await table.list();
  const statuses = again.ok
    ? again.value.filter(({ creator }) => creator.recordId === recordId)
    : [];
  expect(statuses[0]?.creator).toMatchObject({ status: "needs_reauth", statusMessage: "Ended." });
});
