import { describe, expect, test } from "vitest";
import {
  AVA,
  aRow,
  codeOf,
  HOUR,
  MINUTE,
  requireOk,
  reset,
  START,
  setUp,
  timeout,
} from "./doubles";

describe("when the answer to a grant is lost", () => {
  test("the same token is sent again after a second, and with an overlap that saves the session", async () => {
    const { manager, auth, table, clock, landed } = setUp();
    auth.families.overlapMs = MINUTE;
    auth.script.push("commit-then-drop");
    const waiting = manager.getValidToken(AVA);
    await clock.advance(0);
    expect(manager.statusOf(AVA)).toMatchObject({ isInDoubt: true });
    expect(auth.sent).toHaveLength(1);
    await clock.advance(1_000);
    expect(requireOk(await waiting).saved).toBe(true);
    await landed();
    expect(auth.sent).toEqual(["v1.first-refresh-token-of-ava", "v1.first-refresh-token-of-ava"]);
    expect(table.counts).toMatchObject({ probe: 2, read: 1, saveTokens: 1, saveStatus: 0 });
    expect(manager.statusOf(AVA)).toMatchObject({ isInDoubt: false, isDead: false });
  });

  test("without an overlap the session is over, and says that an answer was lost", async () => {
    const { manager, auth, table, clock, landed } = setUp();
    auth.script.push("commit-then-drop");
    const waiting = manager.getValidToken(AVA);
    await clock.advance(0);
    await clock.advance(1_000);
    const result = await waiting;
    await landed();
    expect(result).toMatchObject({ ok: false, error: { code: "needs_reauth" } });
    expect(result.ok ? "" : result.error.message).toContain("lost on the way");
    expect(table.statuses[0]).toContain("lost on the way");
    expect(manager.statusOf(AVA)).toMatchObject({
      isDead: true,
      wasInDoubt: true,
      isInDoubt: false,
    });
    expect(auth.sent).toHaveLength(2);
  });

  test("a timeout is repeated after 30 s; a visitor is told after 8 s", async () => {
    const { manager, auth, clock, landed } = setUp();
    auth.script.push(timeout());
    const waiting = manager.getValidToken(AVA);
    await clock.advance(8_000);
    expect(codeOf(await waiting)).toBe("token_in_doubt");
    await clock.advance(21_000);
    expect(auth.sent).toHaveLength(1);
    await clock.advance(1_000);
    await landed();
    expect(auth.sent).toHaveLength(2);
    expect(codeOf(await manager.getValidToken(AVA))).toBe("ok");
  });

  test.each([
    ["500", () => new Response("", { status: 500 })],
    ["502", () => new Response("<html>", { status: 502 })],
    ["504", () => new Response("", { status: 504 })],
    ["an unreadable 200", () => new Response("{")],
    ["a 403 without an error", () => new Response("<html>", { status: 403 })],
    ["a reset", reset],
  ])("%s: asked again at most once a minute, without a status change", async (_name, answer) => {
    const { manager, auth, clock, landed, table } = setUp();
    auth.script.push(answer(), answer(), answer());
    const waiting = manager.getValidToken(AVA);
    await clock.advance(0);
    await clock.advance(1_000);
    expect(codeOf(await waiting)).toBe("token_in_doubt");
    expect(auth.sent).toHaveLength(2);
    await clock.advance(59_000);
    expect(codeOf(await manager.getValidToken(AVA))).toBe("token_in_doubt");
    expect(auth.sent).toHaveLength(2);
    const reads = table.counts.read;
    await manager.getValidToken(AVA);
    expect(table.counts.read).toBe(reads);
    await clock.advance(1_000);
    expect(codeOf(await manager.getValidToken(AVA))).toBe("token_in_doubt");
    expect(auth.sent).toHaveLength(3);
    await clock.advance(MINUTE);
    expect(codeOf(await manager.getValidToken(AVA))).toBe("ok");
    await landed();
    expect(new Set(auth.sent)).toEqual(new Set(["v1.first-refresh-token-of-ava"]));
    expect(table.counts.saveStatus).toBe(0);
  });

  test("the current token is served while it lasts", async () => {
    const { manager, auth, clock, landed } = setUp({
      rows: [aRow({ endsAt: START + 10 * MINUTE })],
    });
    auth.script.push(reset(), reset());
    expect(codeOf(await manager.getValidToken(AVA))).toBe("ok");
    await clock.advance(1_000);
    await landed();
    expect(auth.sent).toHaveLength(2);
    expect(requireOk(await manager.getValidToken(AVA)).expiresAt).toBe(START + 10 * MINUTE);
    expect(auth.sent).toHaveLength(2);
  });

  test("a newer token in the row ends the doubt without another grant", async () => {
    const { manager, auth, clock, table } = setUp();
    auth.script.push(reset());
    const waiting = manager.getValidToken(AVA);
    await clock.advance(0);
    table.setRow(aRow({ endsAt: START + 5 * HOUR, refreshToken: "v1.put-there-meanwhile" }));
    await clock.advance(1_000);
    expect(requireOk(await waiting).expiresAt).toBe(START + 5 * HOUR);
    expect(auth.sent).toHaveLength(1);
    expect(manager.statusOf(AVA)).toMatchObject({ isInDoubt: false });
  });
});

test("a session pasted while an answer is under way is kept, whatever the answer", async () => {
  const { manager, auth, clock, table, landed } = setUp();
  const release = auth.hold();
  const waiting = manager.getValidToken(AVA);
  await clock.advance(1_000);
  const pasted = aRow({
    endsAt: START + 5 * HOUR,
    refreshToken: "v1.pasted-by-a-person",
    readAt: clock.now(),
  });
  table.setRow(pasted);
  manager.observe([pasted]);
  expect(requireOk(await manager.getValidToken(AVA)).expiresAt).toBe(START + 5 * HOUR);
  release();
  expect(requireOk(await waiting).expiresAt).toBe(START + 5 * HOUR);
  await landed();
  expect(table.row().refreshToken).toBe("v1.pasted-by-a-person");
  expect(table.counts.saveTokens).toBe(0);
});
