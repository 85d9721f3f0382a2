import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { createAirtableClient } from "@/lib/airtable/client";
import { createCreatorsTable } from "@/lib/airtable/creators";
import { createMemoryKv } from "@/lib/kv/memory";
import { createTokenCells } from "@/lib/token-manager/cells";
import { createCipher } from "@/lib/token-manager/cipher";
import { createFingerprint } from "@/lib/token-manager/fingerprint";
import { createOffers } from "@/lib/token-manager/offers";
import { createTokenManager } from "@/lib/token-manager/token-manager";
import { createSandbox } from "../sandbox";
import type { Sandbox, SandboxOptions } from "../sandbox/sandbox";
import {
  AVA,
  codeOf,
  createTestClock,
  HOUR,
  KEY,
  MINUTE,
  requireOk,
  slugOf,
} from "../unit/token-manager/doubles";

let sandbox: Sandbox | undefined;
afterEach(() => sandbox?.close());

/** The real manager and the real table over sockets. Short waits pass at once; longer ones when the test says so. */
async function setUp(options: SandboxOptions = {}, waitOver = 2_000) {
  const clock = createTestClock({ passAtOnceMs: waitOver });
  const upstream = await createSandbox({ now: clock.now, ...options });
  sandbox = upstream;
  const deferred: Promise<void>[] = [];
  const logs: string[] = [];
  const start = () => {
    const client = createAirtableClient({
      apiKey: upstream.env["AIRTABLE_API_KEY"] ?? "",
      baseId: upstream.env["AIRTABLE_BASE_ID"] ?? "",
      endpointUrl: upstream.urls.airtable,
      now: clock.now,
      sleep: clock.sleep,
      random: () => 0,
    });
    const nameToken = createFingerprint(KEY);
    const table = createCreatorsTable({
      client,
      table: "LTK_Credentials",
      nameToken,
      cells: createTokenCells([]),
    });
    const manager = createTokenManager({
      store: table,
      authUrl: upstream.urls.auth,
      fingerprintKey: KEY,
      canGrant: true,
      fetch,
      now: clock.now,
      sleep: clock.sleep,
      random: () => 0,
      defer: (work) => void deferred.push(work()),
      log: (level, event, fields) => void logs.push(JSON.stringify({ level, event, ...fields })),
      grantTimeoutMs: 1_000,
      issuer: upstream.urls.issuer,
      kv: createMemoryKv({ now: clock.now }),
      isKvShared: false,
      cipher: createCipher(new Uint8Array(32)),
      newOwner: randomUUID,
      offers: createOffers({
        stores: [createMemoryKv({ now: clock.now })],
        cipher: createCipher(new Uint8Array(32)),
      }),
    });
    return { table, manager };
  };
  return {
    upstream,
    clock,
    logs,
    start,
    ...start(),
    landed: async () => {
      for (let seen = -1; seen !== deferred.length; ) {
        seen = deferred.length;
        await Promise.all(deferred);
      }
    },
  };
}

const textOf = (row: Readonly<Record<string, unknown>>, column: string) =>
  String(row[column] ?? "");

describe("over sockets", () => {
  test("50 callers of an expired creator spend one grant, and the row holds what they got", async () => {
    const { manager, upstream, landed } = await setUp();
    await upstream.expireTokens("ava-lane");
    const results = await Promise.all(Array.from({ length: 50 }, () => manager.getValidToken(AVA)));
    await landed();
    const [token] = results.map(requireOk);
    expect(new Set(results.map((result) => requireOk(result).accessToken)).size).toBe(1);
    expect(upstream.grants("ava-lane")).toBe(1);
    expect(upstream.calls()).toMatchObject({
      auth: { token: 1 },
      airtable: { list: 1, get: 0, update: 2 },
    });
    expect(upstream.row("ava-lane")).toMatchObject({
      Access_Token: token?.accessToken,
      ID_Token: token?.idToken,
      Token_Version: 1,
      Status: "active",
    });
    expect(textOf(upstream.row("ava-lane"), "Token_Expires_At")).toBe(
      new Date(token?.expiresAt ?? 0).toISOString(),
    );
  });

  test("the next process goes on from the row", async () => {
    const { manager, upstream, start, clock, landed } = await setUp();
    await upstream.expireTokens("ava-lane");
    await manager.getValidToken(AVA);
    await landed();
    await clock.advance(11 * HOUR);
    const next = start();
    expect(requireOk(await next.manager.getValidToken(AVA)).version).toBe(2);
    expect(upstream.grants("ava-lane")).toBe(2);
    expect(upstream.reuseEvents()).toBe(0);
  });

  test("an ended session is marked once, stays marked in the next process, and a new login revives it", async () => {
    const { manager, upstream, start, landed, table } = await setUp();
    await upstream.expireTokens("ava-lane");
    upstream.revoke("ava-lane");
    expect(codeOf(await manager.getValidToken(AVA))).toBe("needs_reauth");
    await landed();
    expect(upstream.row("ava-lane")).toMatchObject({
      Status: "needs_reauth",
      Consecutive_Failures: 1,
    });
    expect(codeOf(await start().manager.getValidToken(AVA))).toBe("needs_reauth");
    expect(upstream.calls().auth.token).toBe(1);
    const session = await upstream.logIn("ava-lane");
    upstream.setRow("ava-lane", { Refresh_Token: session.refresh_token });
    const rows = await table.listCredentials();
    manager.observe(rows.ok ? rows.value : []);
    expect(codeOf(await manager.getValidToken(AVA))).toBe("ok");
    await landed();
    expect(upstream.row("ava-lane")).toMatchObject({ Status: "active", Consecutive_Failures: 0 });
    expect(upstream.row("ava-lane")["Error_Message"]).toBeUndefined();
  });

  test("invalid_client changes no row", async () => {
    const { manager, upstream, landed } = await setUp();
    await upstream.expireTokens("ava-lane");
    upstream.setRow("ava-lane", { Client_ID: "somebody-else" });
    const before = upstream.row("ava-lane");
    expect(codeOf(await manager.getValidToken(AVA))).toBe("auth_misconfigured");
    await landed();
    const { Consecutive_Failures, ...after } = upstream.row("ava-lane");
    expect(after).toEqual(before);
    expect(Consecutive_Failures).toBe(0);
  });

  test("a lost answer: with an overlap of 60 s the same token brings the session back", async () => {
    const { manager, upstream, landed } = await setUp({ overlapSeconds: 60 });
    await upstream.expireTokens("ava-lane");
    upstream.faults.set("auth", { kind: "commit-then-drop" }, { times: 1 });
    expect(requireOk(await manager.getValidToken(AVA)).saved).toBe(true);
    await landed();
    expect(upstream.calls().auth.token).toBe(2);
    expect(upstream.reuseEvents()).toBe(0);
    expect(upstream.row("ava-lane")).toMatchObject({ Status: "active" });
  });

  test("a lost answer: without an overlap it ends in needs_reauth, and the row says why", async () => {
    const { manager, upstream, landed } = await setUp({ overlapSeconds: 0 });
    await upstream.expireTokens("ava-lane");
    upstream.faults.set("auth", { kind: "commit-then-drop" }, { times: 1 });
    expect(codeOf(await manager.getValidToken(AVA))).toBe("needs_reauth");
    await landed();
    expect(upstream.calls().auth.token).toBe(2);
    expect(upstream.row("ava-lane")).toMatchObject({ Status: "needs_reauth" });
    expect(textOf(upstream.row("ava-lane"), "Error_Message")).toContain("lost on the way");
  });

  test("an endpoint that hangs is listened to to the end, then asked again after 30 s", async () => {
    const { manager, upstream, clock, landed } = await setUp();
    await upstream.expireTokens("ava-lane");
    upstream.faults.set("auth", { kind: "hang" }, { times: 1 });
    const waiting = manager.getValidToken(AVA);
    await expect.poll(() => manager.statusOf(AVA)?.isInDoubt, { timeout: 4_000 }).toBe(true);
    await clock.advance(8_000);
    expect(codeOf(await waiting)).toBe("token_in_doubt");
    await clock.advance(22_000);
    await landed();
    expect(upstream.calls().auth.token).toBe(2);
    expect(codeOf(await manager.getValidToken(AVA))).toBe("ok");
  });

  test("an endpoint that refuses connections costs nothing", async () => {
    const { manager, upstream, clock, landed } = await setUp();
    await upstream.expireTokens("ava-lane");
    upstream.faults.set("auth", { kind: "refuse" });
    await expect
      .poll(async () =>
        fetch(upstream.urls.auth).then(
          () => "up",
          () => "down",
        ),
      )
      .toBe("down");
    expect(codeOf(await manager.getValidToken(AVA))).toBe("auth_unavailable");
    await landed();
    upstream.faults.set("auth", null);
    await expect
      .poll(async () =>
        fetch(upstream.urls.auth).then(
          () => "up",
          () => "down",
        ),
      )
      .toBe("up");
    await clock.advance(MINUTE);
    expect(codeOf(await manager.getValidToken(AVA))).toBe("ok");
    expect(upstream.grants("ava-lane")).toBe(1);
  });

  test("Airtable refuses writes after the grant: nothing is lost, and the old token is never sent again", async () => {
    const { manager, upstream, clock, landed, logs } = await setUp();
    await upstream.expireTokens("ava-lane");
    const spent = textOf(upstream.row("ava-lane"), "Refresh_Token");
    const rows = await manager.getValidToken(AVA).then(() => upstream.row("ava-lane"));
    expect(textOf(rows, "Refresh_Token")).not.toBe(spent);
    await landed();
    await clock.advance(11 * HOUR);
    // The probe succeeds, the write of the tokens meets a 429 and its lockout.
    upstream.faults.set("auth", { kind: "latency", ms: 150 }, { times: 1 });
    const waiting = manager.getValidToken(AVA);
    await expect.poll(() => upstream.calls().auth.token, { interval: 5 }).toBe(2);
    upstream.faults.set("airtable", { kind: "rate-limit" }, { times: 1, route: "update" });
    const token = requireOk(await waiting);
    expect(token.saved).toBe(false);
    expect(requireOk(await manager.getValidToken(AVA)).accessToken).toBe(token.accessToken);
    const calls = upstream.calls().airtable.update;
    await clock.advance(29_000);
    expect(upstream.calls().airtable.update).toBe(calls);
    await clock.advance(2_000);
    await landed();
    expect(upstream.row("ava-lane")["Access_Token"]).toBe(token.accessToken);
    expect(requireOk(await manager.getValidToken(AVA)).saved).toBe(true);
    expect(upstream.reuseEvents()).toBe(0);
    expect(upstream.grants("ava-lane")).toBe(2);
    for (const secret of [spent, token.accessToken, token.idToken]) {
      expect(logs.join()).not.toContain(secret);
    }
  });

  test("Airtable down: a lasting token is served from memory, and none is spent", async () => {
    const { manager, upstream, clock, landed } = await setUp();
    expect(codeOf(await manager.getValidToken(AVA))).toBe("ok");
    upstream.faults.set("airtable", { kind: "status", status: 503 });
    expect(codeOf(await manager.getValidToken(AVA))).toBe("ok");
    await clock.advance(11 * HOUR);
    expect(codeOf(await manager.getValidToken(AVA))).toBe("airtable_unavailable");
    upstream.faults.set("airtable", null);
    expect(codeOf(await manager.getValidToken(AVA))).toBe("ok");
    await landed();
    expect(upstream.grants("ava-lane")).toBe(1);
  });

  test("twelve creators at once: a grant each, and never a 429 from Airtable", async () => {
    const { manager, upstream, clock, landed } = await setUp();
    await clock.advance(11 * HOUR);
    const slugs = upstream.creators
      .filter(({ kind }) => kind !== "needs-reauth")
      .map(({ slug }) => slug);
    const results = await Promise.all(slugs.map((slug) => manager.getValidToken(slugOf(slug))));
    await landed();
    expect(results.map(codeOf)).toEqual(slugs.map(() => "ok"));
    expect(slugs.map((slug) => upstream.grants(slug))).toEqual(slugs.map(() => 1));
    expect(results.every((result) => requireOk(result).saved)).toBe(true);
  });
});
