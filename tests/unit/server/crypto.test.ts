import { expect, test } from "vitest";
import { deriveKey, journalKeys } from "@/lib/server/crypto";

const SECRET = "x".repeat(32);
const K1 = { id: "k1", key: new Uint8Array(32).fill(1) };
const K2 = { id: "k2", key: new Uint8Array(32).fill(2) };
const OWN = { id: "session", key: deriveKey(SECRET, "journal") };

test.each([
  ["none", [], [OWN]],
  ["two", [K2, K1], [K2, K1, OWN]],
])(
  "with %s in TOKEN_KEYS the journal can always be opened with what sealed it before",
  (_, tokenKeys, keys) => {
    expect(journalKeys({ tokenKeys, SESSION_SECRET: SECRET })).toEqual(keys);
  },
);

test("no two purposes share a key, and no two secrets", () => {
  const keys = [
    deriveKey(SECRET, "journal"),
    deriveKey(SECRET, "offers"),
    deriveKey(SECRET, "fingerprint"),
    deriveKey("y".repeat(32), "journal"),
  ].map((key) => Buffer.from(key).toString("hex"));
  expect(new Set(keys).size).toBe(4);
  expect(keys.every((key) => key.length === 64)).toBe(true);
});
