import { describe, expect, test } from "vitest";
import {
  AVA,
  aJwt,
  aRow,
  codeOf,
  fingerprint,
  HOUR,
  MINUTE,
  requireOk,
  START,
  settled,
  setUp,
  slugOf,
} from "./doubles";

describe("a token that lasts", () => {
  test("is served without any call once the rows were observed", async () => {
    const { manager, events } = setUp({ rows: [] });
    manager.observe([aRow({ endsAt: START + 2 * HOUR })]);
    const token = requireOk(await manager.getValidToken(AVA));
    expect(token).toMatchObject({ expiresAt: START + 2 * HOUR, version: 4, saved: true });
    expect(events).toEqual([]);
  });

  test("within the background margin is served at once and renewed behind", async () => {
    const { manager, auth, landed } = setUp({ rows: [aRow({ endsAt: START + 10 * MINUTE })] });
    const release = auth.hold();
    const token = requireOk(await manager.getValidToken(AVA));
    expect(token.expiresAt).toBe(START + 10 * MINUTE);
    release();
    await landed();
    expect(auth.grants()).toBe(1);
    expect(requireOk(await manager.getValidToken(AVA)).expiresAt).toBe(START + 10 * HOUR);
  });
});

describe("an expired token", () => {
  test("50 callers spend one grant and get the same token", async () => {
    const { manager, auth, table, landed } = setUp();
    const results = await Promise.all(Array.from({ length: 50 }, () => manager.getValidToken(AVA)));
    await landed();
    expect(new Set(results.map((result) => requireOk(result).accessToken)).size).toBe(1);
    expect(auth.sent).toEqual(["v1.first-refresh-token-of-ava"]);
    expect(table.counts).toEqual({ list: 1, read: 0, probe: 1, saveTokens: 1, saveStatus: 0 });
  });

  test("a writable home is proved first, the tokens are saved before anybody gets them, the status after", async () => {
    const { manager, events, landed, table } = setUp({ rows: [aRow({ status: "error" })] });
    const served = manager.getValidToken(AVA).then((result) => {
      events.push("served");
      return result;
    });
    const token = requireOk(await served);
    await landed();
    const order = events.filter((event) => event !== "saveStatus");
    expect(order).toEqual(["list", "probe", "grant", "saveTokens", "served"]);
    expect(events.indexOf("saveStatus")).toBeGreaterThan(events.indexOf("saveTokens"));
    expect(token).toMatchObject({ saved: true, version: 5, expiresAt: START + 10 * HOUR });
    expect(table.row()).toMatchObject({
      accessToken: token.accessToken,
      idToken: token.idToken,
      refreshToken: "v1.granted-refresh-token-1",
      tokenVersion: 5,
    });
    expect(table.statuses).toEqual(["active"]);
  });

  test("whoever comes while they are being saved waits for that, but not longer than 8 s", async () => {
    const { manager, clock, auth, table, landed } = setUp();
    const release = table.holdSaves();
    const first = manager.getValidToken(AVA);
    await settled();
    expect(auth.grants()).toBe(1);
    let isServed = false;
    const second = manager.getValidToken(AVA).finally(() => {
      isServed = true;
    });
    await settled();
    expect(isServed).toBe(false);
    await clock.advance(8_000);
    expect([requireOk(await first).saved, requireOk(await second).saved]).toEqual([false, false]);
    release();
    await landed();
    expect(requireOk(await manager.getValidToken(AVA)).saved).toBe(true);
    expect(auth.sent).toHaveLength(1);
    expect(table.counts.saveTokens).toBe(1);
  });

  test("a row older than 30 s is read again, and a token found there is used instead of a grant", async () => {
    const { manager, clock, table, auth } = setUp();
    manager.observe([aRow()]);
    table.setRow(aRow({ endsAt: START + 5 * HOUR, refreshToken: "v1.renewed-by-a-sibling" }));
    await clock.advance(30_000);
    expect(requireOk(await manager.getValidToken(AVA)).expiresAt).toBe(START + 5 * HOUR);
    expect(auth.sent).toEqual([]);
    expect(table.counts.read).toBe(1);
  });

  test("no grant starts while the store does not take writes", async () => {
    const { manager, table, auth } = setUp();
    table.fail("probe", 1, { code: "rate_limited" });
    expect(codeOf(await manager.getValidToken(AVA))).toBe("airtable_unavailable");
    expect(auth.sent).toEqual([]);
  });

  test("no grant starts while the row cannot be read again", async () => {
    const { manager, table, auth, clock } = setUp();
    manager.observe([aRow()]);
    await clock.advance(MINUTE);
    table.fail("read", 1);
    expect(codeOf(await manager.getValidToken(AVA))).toBe("airtable_unavailable");
    expect(auth.sent).toEqual([]);
  });

  test("a visitor who does not wait leaves the grant running; after 8 s she is told to", async () => {
    const { manager, auth, clock, landed, table } = setUp();
    const release = auth.hold();
    const waiting = manager.getValidToken(AVA);
    await clock.advance(8_000);
    expect(codeOf(await waiting)).toBe("token_wait");
    release();
    await landed();
    expect(table.row().refreshToken).toBe("v1.granted-refresh-token-1");
    expect(requireOk(await manager.getValidToken(AVA)).saved).toBe(true);
    expect(auth.sent).toHaveLength(1);
  });

  test("the answer may come without new refresh and id tokens: the old ones stay", async () => {
    const { manager, auth, table } = setUp();
    const accessToken = aJwt({ expiresAt: START + 10 * HOUR, issuedAt: START });
    auth.script.push(Response.json({ access_token: accessToken }));
    const token = requireOk(await manager.getValidToken(AVA));
    expect(token).toMatchObject({ accessToken, idToken: aRow().idToken });
    expect(table.row().refreshToken).toBe("v1.first-refresh-token-of-ava");
    expect(requireOk(await manager.getValidToken(AVA)).accessToken).toBe(accessToken);
    expect(auth.sent).toHaveLength(1);
  });

  test("the client is the row's, else the token's, else the environment's", async () => {
    for (const [row, clientId] of [
      [aRow({ clientId: "client-of-row" }), "client-of-row"],
      [aRow(), "client-of-token"],
      [aRow({ accessToken: undefined }), "client-of-env"],
    ] as const) {
      const { manager, auth } = setUp({ rows: [row] });
      await manager.getValidToken(AVA);
      expect(auth.clientId()).toBe(clientId);
    }
    const { manager, auth } = setUp({
      rows: [aRow({ accessToken: undefined })],
      clientId: undefined,
    });
    expect(codeOf(await manager.getValidToken(AVA))).toBe("auth_misconfigured");
    expect(auth.sent).toEqual([]);
  });

  test("a caller that throws the promise away loses nothing", async () => {
    const { manager, landed, table } = setUp();
    void manager.getValidToken(AVA);
    await settled();
    await landed();
    expect(table.row().refreshToken).toBe("v1.granted-refresh-token-1");
  });
});

describe("who gets no token", () => {
  test.each([
    ["a stranger", [aRow({ slug: slugOf("bea") })], "unknown_creator"],
    ["two rows with one slug", [aRow(), aRow({ recordId: "recB", name: "B" })], "unknown_creator"],
    ["a paused creator", [aRow({ status: "paused", endsAt: START + HOUR })], "paused"],
    ["a row without tokens", [aRow({ refreshToken: undefined })], "not_connected"],
    ["a row with text for a token", [aRow({ refreshToken: "ask Mara" })], "not_connected"],
  ])("%s", async (_name, rows, code) => {
    const { manager, auth } = setUp({ rows });
    expect(codeOf(await manager.getValidToken(AVA))).toBe(code);
    expect(auth.sent).toEqual([]);
  });

  test("two rows with one slug are refused by name", async () => {
    const { manager } = setUp({ rows: [aRow(), aRow({ recordId: "recB", name: "Ava Other" })] });
    expect(await manager.getValidToken(AVA)).toMatchObject({
      error: { message: "Ava Lane and Ava Other share one slug; each row needs its own." },
    });
  });

  test("two rows with one session: only the first may spend it", async () => {
    const second = aRow({ recordId: "recB", slug: slugOf("ava-twin"), publisherIds: ["100009"] });
    const { manager, auth } = setUp({ rows: [aRow(), second] });
    expect(codeOf(await manager.getValidToken(slugOf("ava-twin")))).toBe("not_connected");
    expect(codeOf(await manager.getValidToken(AVA))).toBe("ok");
    expect(codeOf(await manager.getValidToken(slugOf("ava-twin")))).toBe("not_connected");
    expect(auth.sent).toHaveLength(1);
  });

  test("a deployment that must not grant uses the stored token while it lasts, and writes nothing", async () => {
    const { manager, clock, events } = setUp({
      rows: [aRow({ endsAt: START + 3 * MINUTE })],
      canGrant: false,
    });
    expect(codeOf(await manager.getValidToken(AVA))).toBe("ok");
    await clock.advance(3 * MINUTE);
    expect(codeOf(await manager.getValidToken(AVA))).toBe("token_refresh_off");
    expect(events.filter((event) => event !== "read" && event !== "list")).toEqual([]);
  });
});

describe("a refused token", () => {
  const refusal = () => Response.json({ error: "invalid_grant" }, { status: 403 });

  test("ends the session: the row is read again, marked once, and nothing more is sent", async () => {
    const { manager, auth, table, landed } = setUp();
    auth.families.revoked = true;
    expect(codeOf(await manager.getValidToken(AVA))).toBe("needs_reauth");
    await landed();
    expect(codeOf(await manager.getValidToken(AVA))).toBe("needs_reauth");
    expect(table.counts).toEqual({ list: 1, read: 1, probe: 1, saveTokens: 0, saveStatus: 1 });
    expect(table.statuses[0]).toContain("invalid_grant");
    expect(auth.sent).toHaveLength(1);
    expect(manager.statusOf(AVA)).toMatchObject({ isDead: true, wasInDoubt: false });
  });

  test("but another token found in the row is used", async () => {
    const { manager, auth, table, landed } = setUp();
    manager.observe([aRow()]);
    auth.script.push(refusal());
    auth.live.add("v1.put-there-by-a-sibling");
    table.setRow(aRow({ refreshToken: "v1.put-there-by-a-sibling" }));
    expect(codeOf(await manager.getValidToken(AVA))).toBe("ok");
    await landed();
    expect(auth.sent).toEqual(["v1.first-refresh-token-of-ava", "v1.put-there-by-a-sibling"]);
    expect(table.counts.saveStatus).toBe(0);
  });

  test("a new session put into the row revives the creator", async () => {
    const { manager, auth, table, landed } = setUp();
    auth.script.push(refusal());
    await manager.getValidToken(AVA);
    await landed();
    auth.live.add("v1.from-a-new-login-of-ava");
    manager.observe([aRow({ refreshToken: "v1.from-a-new-login-of-ava", status: "needs_reauth" })]);
    expect(codeOf(await manager.getValidToken(AVA))).toBe("ok");
    await landed();
    expect(table.statuses.at(-1)).toBe("active");
    expect(manager.statusOf(AVA)).toMatchObject({ isDead: false, changedOutsideAt: START });
  });

  test("is not sent by the next process either", async () => {
    const row = aRow({ deadFingerprint: fingerprint("v1.first-refresh-token-of-ava") });
    const { manager, auth } = setUp({ rows: [row] });
    expect(codeOf(await manager.getValidToken(AVA))).toBe("needs_reauth");
    expect(auth.sent).toEqual([]);
  });

  test("a mark for another token says nothing", async () => {
    const { manager } = setUp({
      rows: [aRow({ deadFingerprint: fingerprint("v1.an-older-token") })],
    });
    expect(codeOf(await manager.getValidToken(AVA))).toBe("ok");
  });
});

describe("what is no creator's fault changes no row", () => {
  test.each([
    [
      "invalid_client",
      Response.json({ error: "invalid_client" }, { status: 401 }),
      "auth_misconfigured",
    ],
    [
      "invalid_request",
      Response.json({ error: "invalid_request" }, { status: 400 }),
      "auth_misconfigured",
    ],
    [
      "429",
      Response.json(
        { error: "too_many_requests" },
        { status: 429, headers: { "retry-after": "40" } },
      ),
      "auth_unavailable",
    ],
    [
      "503",
      new Response("", { status: 503, headers: { "retry-after": "40" } }),
      "auth_unavailable",
    ],
    [
      "no connection",
      new TypeError("fetch failed", {
        cause: Object.assign(new Error("x"), { code: "ECONNREFUSED" }),
      }),
      "auth_unavailable",
    ],
  ])("%s", async (_name, answer, code) => {
    const { manager, auth, table, landed, clock } = setUp();
    auth.script.push(answer);
    expect(codeOf(await manager.getValidToken(AVA))).toBe(code);
    expect(codeOf(await manager.getValidToken(AVA))).toBe(code);
    await landed();
    expect(auth.sent).toHaveLength(1);
    expect(table.counts).toMatchObject({ saveTokens: 0, saveStatus: 0 });
    await clock.advance(MINUTE);
    expect(codeOf(await manager.getValidToken(AVA))).toBe("ok");
    expect(auth.sent).toHaveLength(2);
  });

  test("the current token is served meanwhile, while it lasts", async () => {
    const { manager, auth, clock } = setUp({ rows: [aRow({ endsAt: START + 3 * MINUTE })] });
    auth.script.push(new Response("", { status: 503, headers: { "retry-after": "600" } }));
    expect(codeOf(await manager.getValidToken(AVA))).toBe("ok");
    await clock.advance(2 * MINUTE);
    expect(codeOf(await manager.getValidToken(AVA))).toBe("ok");
    await clock.advance(MINUTE);
    expect(codeOf(await manager.getValidToken(AVA))).toBe("auth_unavailable");
    expect(auth.sent).toHaveLength(1);
  });
});

test("no log line, error or status holds a token", async () => {
  const { manager, auth, table, logs, landed, clock } = setUp();
  table.fail("saveTokens", 1);
  const first = await manager.getValidToken(AVA);
  await clock.advance(MINUTE);
  await landed();
  await clock.advance(10 * HOUR);
  auth.script.push(
    Response.json({ error: "invalid_grant", error_description: "v1.x" }, { status: 403 }),
  );
  const second = await manager.getValidToken(AVA);
  await landed();
  const text = [
    ...logs,
    JSON.stringify(second),
    JSON.stringify(manager.statusOf(AVA)),
    ...table.statuses,
  ].join();
  const secrets = [
    ...auth.sent,
    ...auth.live,
    requireOk(first).accessToken,
    requireOk(first).idToken,
  ];
  for (const secret of secrets) expect(text).not.toContain(secret);
  expect(logs.length).toBeGreaterThan(2);
});
