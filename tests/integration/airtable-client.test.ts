import { createServer } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createAirtableClient } from "@/lib/airtable/client";
import { createCreatorsTable } from "@/lib/airtable/creators";
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
