import { describe, expect, test } from "vitest";
import { createCipher } from "@/lib/token-manager/cipher";
import { createJournal } from "@/lib/token-manager/journal";
import {
  AVA,
  aRow,
  codeOf,
  fingerprint,
  HOUR,
  MINUTE,
  NO_CIPHER,
  requireOk,
  START,
  settled,
  setUp,
} from "./doubles";
import { createToldKv } from "./told-kv";

const FIRST = "v1.first-refresh-token-of-ava";
const GRANTED = "v1.granted-refresh-token-1";

/** A process whose way to the shared store can be cut, and another one whose way is always open. */
function setUpCut(options: Parameters<typeof setUp>[0] = {}) {
  const outage = { isOn: false, fromGrant: false };
  const base = setUp({ isKvShared: true, ...options });
  const kv = createToldKv(base.kv, () => {
    if (outage.isOn || (outage.fromGrant && base.auth.grants() > 0)) throw new Error("down");
  });
  const journal = createJournal({ kv: base.kv, cipher: NO_CIPHER, isDurable: true });
  return {
    ...base,
    manager: base.restart({ kv }),
    other: base.restart(),
    outage,
    standing: async () => requireOk(await journal.get("recAva")),
  };
}

function countLogs(logs: readonly string[], event: string): number {
  return logs.filter((line) => line.includes(`"${event}"`)).length;
}

describe("the shared store fails right after the grant", () => {
  test("Airtable takes the tokens at once, and whoever asked is served without delay", async () => {
    const { manager, outage, table, clock, auth } = setUpCut();
    outage.fromGrant = true;
    const token = requireOk(await manager.getValidToken(AVA));
    expect(token.saved).toBe(true);
    expect(clock.now()).toBe(START);
    expect(table.row().refreshToken).toBe(GRANTED);
    expect(manager.statusOf(AVA)).toMatchObject({ isInStore: true, isSaved: true });
    expect(manager.backlog()).toBe(0);
    expect(auth.sent).toEqual([FIRST]);
  });

  test("once it is back, the journal has them too, and another process goes on from there", async () => {
    const { manager, other, outage, clock, standing, logs, auth } = setUpCut();
    outage.fromGrant = true;
    await manager.getValidToken(AVA);
    expect((await standing()).entry?.fingerprint).toBe(fingerprint(FIRST));
    outage.fromGrant = false;
    await clock.runUntil(START + 2 * MINUTE);
    await manager.getValidToken(AVA);
    await settled();
    expect((await standing()).entry).toMatchObject({
      fingerprint: fingerprint(GRANTED),
      spent: [fingerprint(FIRST)],
      isInStore: true,
    });
    expect(countLogs(logs, "token_journaled_late")).toBe(1);
    expect(requireOk(await other.getValidToken(AVA))).toMatchObject({ version: 5, saved: true });
    expect(auth.sent).toEqual([FIRST]);
  });

  test("Airtable refuses, too: used from memory and not called saved; kept by whichever is back first", async () => {
    const { manager, outage, table, clock, auth, standing } = setUpCut();
    outage.fromGrant = true;
    table.fail("saveTokens", 1_000);
    table.fail("read", 1_000);
    const waiting = manager.getValidToken(AVA);
    await clock.runUntil(START + 8_000);
    expect(requireOk(await waiting).saved).toBe(false);
    expect(manager.statusOf(AVA)).toMatchObject({ isInStore: false, isSaved: false });
    await clock.runUntil(START + HOUR);
    expect(requireOk(await manager.getValidToken(AVA)).saved).toBe(false);
    table.fail("saveTokens", 0);
    await clock.runUntil(START + 2 * HOUR);
    await manager.getValidToken(AVA);
    await clock.runUntil(START + 2 * HOUR + MINUTE);
    expect(table.row().refreshToken).toBe(GRANTED);
    expect((await standing()).entry?.fingerprint).toBe(fingerprint(FIRST));
    outage.fromGrant = false;
    await manager.getValidToken(AVA);
    await clock.runUntil(START + 3 * HOUR);
    expect((await standing()).entry?.fingerprint).toBe(fingerprint(GRANTED));
    expect(auth.sent).toEqual([FIRST]);
  });

  test("a session that somebody put there meanwhile holds, and ours is never sent again", async () => {
    const { manager, other, outage, table, clock, auth, standing } = setUpCut();
    outage.fromGrant = true;
    table.fail("saveTokens", 20);
    const waiting = manager.getValidToken(AVA);
    await clock.runUntil(START + 8_000);
    await waiting;
    await clock.runUntil(START + 5 * MINUTE);
    auth.live.add("v1.from-a-new-login-of-ava");
    const pasted = JSON.stringify({ refresh_token: "v1.from-a-new-login-of-ava" });
    expect(codeOf(await other.connect(AVA, pasted))).toBe("ok");
    const theirs = requireOk(await other.getValidToken(AVA));
    outage.fromGrant = false;
    await clock.runUntil(START + 6 * MINUTE);
    await manager.getValidToken(AVA);
    expect(requireOk(await manager.getValidToken(AVA)).accessToken).toBe(theirs.accessToken);
    const { entry } = await standing();
    expect(entry?.fingerprint).toBe(fingerprint("v1.granted-refresh-token-2"));
    expect(entry?.spent).toContain(fingerprint(GRANTED));
    await clock.runUntil(START + HOUR);
    await other.getValidToken(AVA);
    await clock.runUntil(START + HOUR + MINUTE);
    expect(table.row().refreshToken).toBe("v1.granted-refresh-token-2");
    expect(auth.sent).toEqual([FIRST, "v1.from-a-new-login-of-ava"]);
  });
});

describe("the shared store is away before anything was sent", () => {
  test("nothing is granted; the stored token is served while it lasts; one warning; then it goes on", async () => {
    const endsAt = START + 4 * MINUTE;
    const { manager, outage, clock, auth, logs, table } = setUpCut({ rows: [aRow({ endsAt })] });
    outage.isOn = true;
    for (let minute = 0; minute < 3; minute += 1) {
      expect(requireOk(await manager.getValidToken(AVA)).expiresAt).toBe(endsAt);
      await clock.runUntil(START + (minute + 1) * MINUTE);
    }
    await clock.runUntil(START + 10 * MINUTE);
    expect(codeOf(await manager.getValidToken(AVA))).toBe("kv_unavailable");
    expect(manager.statusOf(AVA)?.journalProblem).toBe("unreachable");
    expect(auth.sent).toEqual([]);
    expect(table.counts).toMatchObject({ saveTokens: 0, saveStatus: 0 });
    expect(countLogs(logs, "token_kv_unreachable")).toBe(1);
    outage.isOn = false;
    await clock.runUntil(START + 11 * MINUTE);
    expect(codeOf(await manager.getValidToken(AVA))).toBe("ok");
    expect(manager.statusOf(AVA)?.journalProblem).toBeUndefined();
    expect(countLogs(logs, "token_kv_reachable")).toBe(1);
  });
});

describe("an entry that is sealed under another key", () => {
  async function sealedUnder(key: number) {
    const base = setUp({ isKvShared: true, cipher: createCipher(new Uint8Array(32).fill(key)) });
    await base.manager.getValidToken(AVA);
    await base.manager.whenSaved();
    await base.landed();
    const stranger = base.restart({ cipher: createCipher(new Uint8Array(32).fill(key + 1)) });
    return { ...base, stranger };
  }

  test("nothing is granted on the row, which may be behind; the stored token is served while it lasts", async () => {
    const { stranger, auth, clock } = await sealedUnder(1);
    expect(codeOf(await stranger.getValidToken(AVA))).toBe("ok");
    await clock.advance(11 * HOUR);
    expect(codeOf(await stranger.getValidToken(AVA))).toBe("token_unreadable");
    expect(codeOf(await stranger.refreshDue(AVA, HOUR))).toBe("token_unreadable");
    expect(stranger.statusOf(AVA)?.journalProblem).toBe("unreadable");
    expect(auth.sent).toEqual([FIRST]);
  });

  test("with the former key back it goes on", async () => {
    const { stranger, restart, auth, clock } = await sealedUnder(1);
    await clock.advance(11 * HOUR);
    await stranger.getValidToken(AVA);
    expect(requireOk(await restart().getValidToken(AVA)).version).toBe(6);
    expect(auth.sent).toEqual([FIRST, GRANTED]);
  });

  test("a pasted session replaces it, and the replaced one is refused if it is pasted again", async () => {
    const { stranger, auth, table, clock } = await sealedUnder(1);
    await clock.advance(11 * HOUR);
    expect(codeOf(await stranger.getValidToken(AVA))).toBe("token_unreadable");
    auth.live.add("v1.from-a-new-login-of-ava");
    const paste = (refresh_token: string) =>
      stranger.connect(AVA, JSON.stringify({ refresh_token }));
    expect(codeOf(await paste("v1.from-a-new-login-of-ava"))).toBe("ok");
    await stranger.whenSaved();
    expect(requireOk(await stranger.getValidToken(AVA)).saved).toBe(true);
    expect(stranger.statusOf(AVA)?.journalProblem).toBeUndefined();
    expect(table.row().refreshToken).toBe("v1.granted-refresh-token-2");
    for (const known of [FIRST, GRANTED, "v1.from-a-new-login-of-ava"]) {
      expect(codeOf(await paste(known)), known).toBe("session_spent");
    }
    expect(auth.sent).toEqual([FIRST, "v1.from-a-new-login-of-ava"]);
  });
});
