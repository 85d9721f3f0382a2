import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createMemoryKv } from "@/lib/kv/memory";
import { createCipher } from "@/lib/token-manager/cipher";
import { createJournal } from "@/lib/token-manager/journal";
import type { JournalEntry } from "@/lib/token-manager/journal-entry";
import { tokensOf } from "@/lib/token-manager/row-session";
import { aRow, fingerprint, NO_CIPHER, requireOk, START } from "./doubles";
import { createToldKv } from "./told-kv";

const KEY = "token-journal/v1|recAva";
const OLD = fingerprint("v1.a-token-of-yesterday");

/** Every field is filled. */
const FULL: JournalEntry = {
  version: 7,
  fingerprint: fingerprint("v1.held-in-the-journal"),
  spent: [OLD],
  tokens: { ...tokensOf(aRow()), grantedAt: START },
  isInStore: false,
  changedAt: START,
  dead: { fingerprint: OLD, at: START, error: "invalid_grant", wasInDoubt: true },
  intent: { fingerprint: OLD, owner: "owner-1", at: START, lostAnswers: 1 },
  login: { capturedAt: START, clientId: "client" },
  forcedAt: START,
  replacedAt: [START],
  finding: { problem: "blank", at: START },
};

function setUp(cipher = NO_CIPHER) {
  const kv = createMemoryKv({ now: () => START });
  return { kv, journal: createJournal({ kv, cipher, isDurable: true }) };
}

/** What the journal makes of a text that stands in an entry's place. */
async function read(text: string) {
  const { kv, journal } = setUp();
  await kv.putVersioned(KEY, { version: 1, text }, []);
  return journal.get("recAva");
}

const UNREADABLE = { ok: true, value: { revision: 1, entry: undefined } };

test("nothing written: revision 0; then each entry comes back whole, as its predecessor's successor", async () => {
  const { journal } = setUp();
  expect(requireOk(await journal.get("recAva"))).toEqual({ revision: 0, entry: undefined });
  const { dead, intent, login, forcedAt, replacedAt, finding, ...least } = FULL;
  expect(requireOk(await journal.put("recAva", least, 0))).toBe(true);
  expect(requireOk(await journal.get("recAva"))).toEqual({ revision: 1, entry: least });
  expect(requireOk(await journal.put("recAva", FULL, 1))).toBe(true);
  expect(requireOk(await journal.get("recAva"))).toEqual({ revision: 2, entry: FULL });
});

test("an entry that was overtaken is not written, and the one that stands stays", async () => {
  const { journal } = setUp();
  await journal.put("recAva", FULL, 0);
  await journal.put("recAva", { ...FULL, version: 8 }, 1);
  expect(requireOk(await journal.put("recAva", { ...FULL, version: 99 }, 1))).toBe(false);
  expect(requireOk(await journal.get("recAva")).entry?.version).toBe(8);
});

test("who holds or has just spent a token is known by its fingerprint", async () => {
  const { journal } = setUp();
  await journal.put("recAva", FULL, 0);
  expect(requireOk(await journal.holderOf(FULL.fingerprint))).toBe("recAva");
  expect(requireOk(await journal.holderOf(OLD))).toBe("recAva");
  expect(requireOk(await journal.holderOf(fingerprint("v1.never-seen")))).toBeUndefined();
});

test("entries are sealed, under the key and for the record they were sealed for", async () => {
  const { kv, journal } = setUp(createCipher(new Uint8Array(32)));
  await journal.put("recAva", FULL, 0);
  const stored = await kv.getVersioned(KEY);
  const text = stored?.text ?? "";
  for (const token of [FULL.tokens.refreshToken, FULL.tokens.accessToken]) {
    expect(text).not.toContain(token);
  }
  await kv.putVersioned("token-journal/v1|recBea", { version: 1, text }, []);
  expect(await journal.get("recBea")).toEqual(UNREADABLE);
  const other = createCipher(new Uint8Array(32).fill(1));
  const stranger = createJournal({ kv, cipher: other, isDurable: true });
  expect(await stranger.get("recAva")).toEqual(UNREADABLE);
});

describe("an entry that is damaged is unreadable, and nothing throws", () => {
  const whole = JSON.stringify(FULL);

  test("the whole text is readable, so the damage is what counts below", async () => {
    expect(await read(whole)).toEqual({ ok: true, value: { revision: 1, entry: FULL } });
  });

  test("cut off anywhere", async () => {
    const cut = fc.integer({ min: 0, max: whole.length - 1 });
    await fc.assert(
      fc.asyncProperty(cut, async (length) => {
        expect(await read(whole.slice(0, length))).toEqual(UNREADABLE);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  test("any one needed field is missing, or any one field is something else", async () => {
    const needed = ["version", "fingerprint", "spent", "tokens", "isInStore", "changedAt"];
    for (const name of needed) {
      const rest = Object.fromEntries(Object.entries(FULL).filter(([key]) => key !== name));
      expect(await read(JSON.stringify(rest)), `without ${name}`).toEqual(UNREADABLE);
    }
    for (const name of Object.keys(FULL)) {
      for (const value of [null, { odd: true }, ["odd", null]]) {
        const text = JSON.stringify({ ...FULL, [name]: value });
        expect(await read(text), `${name} ${JSON.stringify(value)}`).toEqual(UNREADABLE);
      }
    }
  });

  test("any characters put in place of any others: unreadable, or an entry of the right form", async () => {
    const damage = fc.record({
      at: fc.nat({ max: whole.length }),
      length: fc.nat({ max: 40 }),
      text: fc.string({ maxLength: 10 }),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ at, length, text }) => {
        const outcome = await read(whole.slice(0, at) + text + whole.slice(at + length));
        const { revision, entry } = requireOk(outcome);
        expect(revision).toBe(1);
        if (entry !== undefined) expect(await read(JSON.stringify(entry))).toEqual(outcome);
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  test("any JSON at all in its place", async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (text) => {
        expect(await read(text)).toEqual(UNREADABLE);
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});

test("a store that fails is an error without its words", async () => {
  const kv = createToldKv(createMemoryKv({ now: () => START }), () => {
    throw new Error("command was: EVAL … v1.a-secret");
  });
  const journal = createJournal({ kv, cipher: NO_CIPHER, isDurable: true });
  const failures = [
    await journal.get("recAva"),
    await journal.put("recAva", FULL, 0),
    await journal.holderOf(OLD),
  ];
  for (const failure of failures) {
    expect(failure).toMatchObject({ ok: false, error: { code: "journal_unreachable" } });
    expect(JSON.stringify(failure)).not.toContain("secret");
  }
});
