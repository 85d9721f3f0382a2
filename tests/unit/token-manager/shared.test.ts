import { describe, expect, test } from "vitest";
import { createJournal } from "@/lib/token-manager/journal";
import type { JournalEntry } from "@/lib/token-manager/journal-entry";
import { LEASE_MS } from "@/lib/token-manager/lease";
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
  slugOf,
} from "./doubles";
import { createToldKv, type Told } from "./told-kv";

const JOURNAL = "token-journal/v1|recAva";
const FIRST = "v1.first-refresh-token-of-ava";

/** Two processes over one store. `told` hears of each call to it. */
function setUpTwo(options: Parameters<typeof setUp>[0] & { readonly told?: Told } = {}) {
  const { told = () => {}, ...rest } = options;
  const one = setUp({ isKvShared: true, wrapKv: (kv) => createToldKv(kv, told), ...rest });
  const journal = createJournal({ kv: one.kv, cipher: NO_CIPHER, isDurable: true });
  return {
    ...one,
    other: one.restart(),
    standing: async () => requireOk(await journal.get("recAva")),
    put: (entry: JournalEntry, revision: number) => journal.put("recAva", entry, revision),
  };
}

describe("two processes and one creator", () => {
  test("the second waits for the first one's lease and gets its tokens without a grant", async () => {
    const { manager, other, auth, clock } = setUpTwo();
    const release = auth.hold();
    const first = manager.getValidToken(AVA);
    await settled();
    let isServed = false;
    const second = other.getValidToken(AVA).finally(() => {
      isServed = true;
    });
    await clock.runUntil(START + 5_000);
    expect(auth.sent).toHaveLength(1);
    expect(isServed).toBe(false);
    release();
    await clock.runUntil(START + 8_000);
    expect(requireOk(await second).accessToken).toBe(requireOk(await first).accessToken);
    expect(requireOk(await second)).toMatchObject({ saved: true, version: 5 });
    expect(auth.sent).toEqual([FIRST]);
  });

  test("a holder that died is followed once its lease has lapsed, and its token sent again", async () => {
    const { manager, other, auth, clock } = setUpTwo();
    auth.families.overlapMs = 2 * MINUTE;
    auth.hold();
    void manager.getValidToken(AVA);
    await settled();
    expect(auth.sent).toHaveLength(1);
    const dead = auth.hold();
    const early = other.getValidToken(AVA);
    await clock.runUntil(START + LEASE_MS - 1);
    expect(codeOf(await early)).toBe("token_wait");
    expect(auth.sent).toHaveLength(1);
    dead();
    await clock.runUntil(START + LEASE_MS + 2_000);
    expect(codeOf(await other.getValidToken(AVA))).toBe("ok");
    expect(auth.sent).toEqual([FIRST, FIRST]);
  });

  test("tokens of the journal are taken over although the row still holds the spent one", async () => {
    const { manager, other, auth, table, clock } = setUpTwo();
    table.fail("saveTokens", 1_000);
    const first = requireOk(await manager.getValidToken(AVA));
    await clock.runUntil(START + HOUR);
    expect(table.row().refreshToken).toBe(FIRST);
    expect(requireOk(await other.getValidToken(AVA)).accessToken).toBe(first.accessToken);
    table.fail("saveTokens", 0);
    await clock.runUntil(START + 11 * HOUR);
    expect(requireOk(await other.getValidToken(AVA)).version).toBe(6);
    expect(auth.sent).toEqual([FIRST, "v1.granted-refresh-token-1"]);
    await other.whenSaved();
    expect(table.row().refreshToken).toBe("v1.granted-refresh-token-2");
  });

  test("a forced grant counts for both: one an hour", async () => {
    const { manager, other, auth, clock } = setUpTwo({
      rows: [aRow({ endsAt: START + HOUR * 9 })],
    });
    const rejected = requireOk(await manager.getValidToken(AVA));
    await other.getValidToken(AVA);
    const forced = requireOk(await manager.replaceRejected(AVA, rejected));
    await clock.advance(MINUTE);
    expect(requireOk(await other.replaceRejected(AVA, rejected)).accessToken).toBe(
      forced.accessToken,
    );
    expect(codeOf(await other.replaceRejected(AVA, forced))).toBe("ltk_forbidden");
    expect(other.statusOf(AVA)?.forcedAt).toBe(START);
    expect(auth.sent).toHaveLength(1);
    await clock.advance(HOUR);
    expect(codeOf(await other.replaceRejected(AVA, forced))).toBe("ok");
    expect(auth.sent).toHaveLength(2);
  });
});

describe("the order of things", () => {
  test("after the grant: the journal, the lease's end, the caller, and Airtable last", async () => {
    const calls: string[] = [];
    const { manager, events, clock, table } = setUpTwo({
      wrapKv: (kv, all) =>
        createToldKv(kv, (operation, key) => {
          const name = key.startsWith("token-lease") ? "lease" : "journal";
          if (/^(put|delete|set|extend)/.test(operation)) all.push(`${name} ${operation}`);
        }),
    });
    const served = manager.getValidToken(AVA).then(() => void events.push("served"));
    await served;
    await clock.advance(10_000);
    calls.push(...events.filter((event) => event !== "journal set" && event !== "list"));
    expect(calls).toEqual([
      "lease setIfAbsent",
      "journal putVersioned",
      "lease extendIfEqual",
      "grant",
      "journal putVersioned",
      "lease deleteIfEqual",
      "served",
      "saveTokens",
      "journal putVersioned",
    ]);
    expect(table.counts.probe, "the intent is proof enough of a home").toBe(0);
  });

  test("the caller is not kept by an Airtable that hangs, and what she gets is saved", async () => {
    const { manager, table, clock } = setUpTwo();
    const release = table.holdSaves();
    const token = requireOk(await manager.getValidToken(AVA));
    expect(token.saved).toBe(true);
    await clock.runUntil(START + 11_000);
    expect(manager.statusOf(AVA)).toMatchObject({ isSaved: true, isInStore: false });
    expect(manager.backlog()).toBe(1);
    release();
    await settled();
    expect(manager.statusOf(AVA)).toMatchObject({ isInStore: true });
    expect(manager.backlog()).toBe(0);
  });
});

describe("writes to the table", () => {
  const rows = Array.from({ length: 12 }, (_, index) =>
    aRow({
      recordId: `rec${index}`,
      slug: slugOf(`creator-${index}`),
      publisherIds: [String(500_000 + index)],
      refreshToken: `v1.first-refresh-token-of-${index}`,
    }),
  );
  const slugs = rows.flatMap(({ slug }) => slug ?? []);

  test("ten rows go in one call, and the rest waits ten seconds for company", async () => {
    const { manager, table, clock } = setUpTwo({ rows });
    await Promise.all(slugs.map((slug) => manager.getValidToken(slug)));
    await settled();
    expect(table.batches).toEqual([10]);
    await clock.runUntil(START + 9_999);
    expect(table.batches).toEqual([10]);
    await clock.runUntil(START + 10_000);
    expect(table.batches).toEqual([10, 2]);
    expect(table.counts.saveTokens).toBe(12);
  });

  test("whoever waits until all is saved ends the wait for company", async () => {
    const { manager, table, clock } = setUpTwo({ rows });
    await manager.getValidToken(slugOf("creator-3"));
    expect(table.batches).toEqual([]);
    await manager.whenSaved();
    expect(table.batches).toEqual([1]);
    expect(clock.now()).toBe(START);
  });

  test("one row that is refused is tried again without the others", async () => {
    const { manager, table, clock } = setUpTwo({ rows });
    table.fail("saveTokens", 1);
    await Promise.all(slugs.slice(0, 10).map((slug) => manager.getValidToken(slug)));
    await settled();
    await clock.runUntil(START + MINUTE);
    expect(table.batches).toEqual([10, 1]);
    expect(slugs.slice(0, 10).map((slug) => manager.statusOf(slug)?.isInStore)).not.toContain(
      false,
    );
  });
});

describe("an entry that is overtaken between reading and writing", () => {
  test("is computed anew from the one that stands: neither change is lost", async () => {
    let isDone = false;
    const { manager, auth, standing } = setUpTwo({
      told: async (operation, key, kv) => {
        if (operation !== "putVersioned" || key !== JOURNAL || auth.grants() === 0 || isDone)
          return;
        isDone = true;
        const { revision, entry } = await standing();
        if (entry === undefined) throw new Error("the intent is missing");
        const text = JSON.stringify({ ...entry, forcedAt: START - MINUTE });
        await kv.putVersioned(JOURNAL, { version: revision + 1, text }, []);
      },
    });
    expect(codeOf(await manager.getValidToken(AVA))).toBe("ok");
    const { entry } = await standing();
    expect(isDone).toBe(true);
    expect(entry).toMatchObject({
      forcedAt: START - MINUTE,
      version: 5,
      fingerprint: fingerprint("v1.granted-refresh-token-1"),
    });
    expect(auth.sent).toEqual([FIRST]);
  });

  test("by a new session: that one is served, and the tokens just granted are never mistaken for news", async () => {
    const { manager, other, auth, table, clock, standing } = setUpTwo();
    const release = auth.hold();
    const waiting = manager.getValidToken(AVA);
    await clock.advance(1_000);
    const pasted = { endsAt: START + 5 * HOUR, refreshToken: "v1.pasted-by-a-person" };
    table.setRow(aRow(pasted));
    other.observe([aRow({ ...pasted, readAt: clock.now() })]);
    expect(requireOk(await other.getValidToken(AVA)).expiresAt).toBe(START + 5 * HOUR);
    release();
    await clock.advance(0);
    expect(requireOk(await waiting).expiresAt).toBe(START + 5 * HOUR);
    const { entry } = await standing();
    expect(entry?.fingerprint).toBe(fingerprint("v1.pasted-by-a-person"));
    expect(entry?.spent).toEqual(
      expect.arrayContaining([fingerprint(FIRST), fingerprint("v1.granted-refresh-token-1")]),
    );
    await clock.runUntil(START + HOUR);
    expect(table.row().refreshToken).toBe("v1.pasted-by-a-person");
    expect(auth.sent).toEqual([FIRST]);
  });

  test("again and again: the tokens go to Airtable at once, and into the journal when it is quiet", async () => {
    let left = 5;
    const { manager, auth, table, clock, standing } = setUpTwo({
      told: async (operation, key, kv) => {
        if (operation !== "putVersioned" || key !== JOURNAL || auth.grants() === 0) return;
        const stored = left > 0 ? await kv.getVersioned(JOURNAL) : undefined;
        if (stored === undefined) return;
        left -= 1;
        await kv.putVersioned(JOURNAL, { ...stored, version: stored.version + 1 }, []);
      },
    });
    expect(requireOk(await manager.getValidToken(AVA)).saved).toBe(true);
    expect(left).toBe(0);
    expect(table.row().refreshToken).toBe("v1.granted-refresh-token-1");
    await manager.getValidToken(AVA);
    await clock.runUntil(START + MINUTE);
    expect((await standing()).entry?.fingerprint).toBe(fingerprint("v1.granted-refresh-token-1"));
    expect(auth.sent).toEqual([FIRST]);
  });
});
