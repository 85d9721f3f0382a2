import { describe, expect, test } from "vitest";
import { AVA, aRow, codeOf, HOUR, MINUTE, requireOk, START, setUp } from "./doubles";

describe("when the store refuses after the grant", () => {
  test("the token is used from memory, saved later, and the old one is never sent again", async () => {
    const { manager, auth, table, clock, landed } = setUp();
    table.fail("saveTokens", 3);
    const token = requireOk(await manager.getValidToken(AVA));
    expect(token.saved).toBe(false);
    expect(manager.statusOf(AVA)).toMatchObject({ isSaved: false });
    expect(requireOk(await manager.getValidToken(AVA)).accessToken).toBe(token.accessToken);
    await clock.advance(MINUTE);
    await clock.advance(MINUTE);
    await landed();
    expect(table.counts.saveTokens).toBe(4);
    expect(table.row().refreshToken).toBe("v1.granted-refresh-token-1");
    expect(requireOk(await manager.getValidToken(AVA))).toMatchObject({ saved: true, version: 5 });
    expect(auth.sent).toEqual(["v1.first-refresh-token-of-ava"]);
  });

  test("a lockout is waited out before the next write", async () => {
    const { manager, table, clock, landed } = setUp();
    table.fail("saveTokens", 2, { code: "rate_limited", retryAfterMs: 30_000 });
    await manager.getValidToken(AVA);
    expect(table.counts.saveTokens).toBe(1);
    await clock.advance(29_000);
    expect(table.counts.saveTokens).toBe(1);
    await clock.advance(2_000);
    expect(table.counts.saveTokens).toBe(2);
    await clock.advance(31_000);
    await landed();
    expect(table.counts.saveTokens).toBe(3);
    expect(table.row().refreshToken).toBe("v1.granted-refresh-token-1");
  });

  test("attempts are bounded, and go on with each later request", async () => {
    const { manager, table, clock, landed } = setUp();
    table.fail("saveTokens", 1_000);
    table.fail("read", 1_000);
    await manager.getValidToken(AVA);
    for (let minute = 0; minute < 5; minute += 1) await clock.advance(MINUTE);
    await landed();
    const bounded = table.counts.saveTokens + table.counts.read;
    expect(bounded).toBeLessThanOrEqual(7);
    await clock.advance(HOUR);
    expect(table.counts.saveTokens + table.counts.read).toBe(bounded);
    table.fail("saveTokens", 0);
    table.fail("read", 0);
    expect(requireOk(await manager.getValidToken(AVA)).saved).toBe(false);
    await landed();
    expect(requireOk(await manager.getValidToken(AVA)).saved).toBe(true);
  });

  test("an unsaved token is refreshed from memory when it ends, not from the row", async () => {
    const { manager, table, clock, auth, landed } = setUp();
    table.fail("saveTokens", 1_000);
    await manager.getValidToken(AVA);
    for (let minute = 0; minute < 5; minute += 1) await clock.advance(MINUTE);
    await landed();
    await clock.advance(10 * HOUR);
    manager.observe([{ ...table.row(), readAt: clock.now() }]);
    table.fail("saveTokens", 0);
    expect(requireOk(await manager.getValidToken(AVA)).saved).toBe(true);
    expect(auth.sent).toEqual(["v1.first-refresh-token-of-ava", "v1.granted-refresh-token-1"]);
  });

  test("a session that a person put into the row meanwhile is not overwritten", async () => {
    const { manager, table, clock, landed } = setUp();
    table.fail("saveTokens", 1, { retryAfterMs: 40_000 });
    await manager.getValidToken(AVA);
    table.setRow(aRow({ endsAt: START + HOUR, refreshToken: "v1.pasted-by-a-person" }));
    await clock.advance(41_000);
    await landed();
    expect(table.row().refreshToken).toBe("v1.pasted-by-a-person");
    expect(table.counts.saveTokens).toBe(1);
    expect(requireOk(await manager.getValidToken(AVA)).expiresAt).toBe(START + HOUR);
  });

  test("a status that is not taken does not hold up tokens", async () => {
    const { manager, table, clock, landed } = setUp({ rows: [aRow({ status: "error" })] });
    table.fail("saveStatus", 2);
    expect(requireOk(await manager.getValidToken(AVA)).saved).toBe(true);
    await clock.advance(MINUTE);
    await clock.advance(MINUTE);
    await landed();
    expect(table.statuses).toEqual(["active"]);
    expect(table.counts.saveTokens).toBe(1);
  });
});

describe("people edit the table by hand", () => {
  async function granted() {
    const parts = setUp();
    await parts.manager.getValidToken(AVA);
    await parts.landed();
    await parts.clock.advance(5 * MINUTE);
    return parts;
  }

  test("a row put back to a spent token is repaired", async () => {
    const { manager, table, clock, landed, auth } = await granted();
    table.setRow(aRow());
    manager.observe([aRow({ readAt: clock.now() })]);
    expect(codeOf(await manager.getValidToken(AVA))).toBe("ok");
    await landed();
    expect(table.row().refreshToken).toBe("v1.granted-refresh-token-1");
    await manager.getValidToken(AVA);
    await landed();
    expect(table.counts.saveTokens).toBe(2);
    expect(auth.sent).toHaveLength(1);
  });

  test.each([
    ["blank", undefined],
    ["text", "session expired?"],
  ])(
    "a row made %s is repaired, and the status says what stood there",
    async (problem, refreshToken) => {
      const { manager, table, clock, landed } = await granted();
      manager.observe([aRow({ refreshToken, readAt: clock.now() })]);
      const served = manager.getValidToken(AVA);
      expect(codeOf(await served)).toBe("ok");
      await landed();
      expect(table.counts.saveTokens).toBeGreaterThan(1);
      expect(table.row().refreshToken).toBe("v1.granted-refresh-token-1");
      expect(manager.statusOf(AVA)?.rowProblem).toBe(problem);
    },
  );

  test("a new session wins, and the replaced one is never sent again", async () => {
    const { manager, clock, landed, auth } = await granted();
    auth.live.add("v1.pasted-by-a-person");
    const pasted = aRow({ refreshToken: "v1.pasted-by-a-person", readAt: clock.now() });
    manager.observe([pasted]);
    const results = await Promise.all([manager.getValidToken(AVA), manager.getValidToken(AVA)]);
    await landed();
    expect(results.map(codeOf)).toEqual(["ok", "ok"]);
    expect(auth.sent.slice(1)).toEqual(["v1.pasted-by-a-person"]);
  });

  test("an older reading of the table is no news", async () => {
    const { manager, landed, table } = await granted();
    manager.observe([aRow({ readAt: START - 1 })]);
    expect(requireOk(await manager.getValidToken(AVA)).version).toBe(5);
    await landed();
    expect(table.counts.saveTokens).toBe(1);
  });

  test("a paused or removed creator gets no token from memory", async () => {
    const { manager, clock } = await granted();
    manager.observe([aRow({ status: "paused", readAt: clock.now() })]);
    expect(codeOf(await manager.getValidToken(AVA))).toBe("paused");
    manager.observe([]);
    expect(codeOf(await manager.getValidToken(AVA))).toBe("unknown_creator");
  });

  test("a row deleted and made anew keeps its history", async () => {
    const { manager, clock, auth, landed } = await granted();
    manager.observe([aRow({ recordId: "recNew", readAt: clock.now() })]);
    expect(requireOk(await manager.getValidToken(AVA)).version).toBe(5);
    await landed();
    expect(auth.sent).toHaveLength(1);
  });
});
