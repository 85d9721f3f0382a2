import "server-only";
import { createHmac, hkdfSync } from "node:crypto";
import type { CipherKey } from "@/lib/token-manager/cipher";
import type { Env } from "./env";
import { SESSION_KEY_ID } from "./token-keys";

/** Derives a 32-byte key for one purpose from the session secret, so that no two purposes share a key. */
export function deriveKey(secret: string, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, "", purpose, 32));
}

/** Makes of an e-mail address a name for keys of the store, from which nobody without the secret can tell the address. */
export function createEmailHash(secret: string): (email: string) => string {
  const key = deriveKey(secret, "e-mail in keys");
  return (email) => createHmac("sha256", key).update(email).digest("base64url");
}

/**
 * The keys of the token journal: those of `TOKEN_KEYS`, then one derived from the session secret, which seals only while
 * there is no other, and goes on opening what it sealed before.
 */
export function journalKeys(env: Pick<Env, "tokenKeys" | "SESSION_SECRET">): readonly CipherKey[] {
  const key = deriveKey(env.SESSION_SECRET, "journal");
  return [...env.tokenKeys, { id: SESSION_KEY_ID, key }];
}
