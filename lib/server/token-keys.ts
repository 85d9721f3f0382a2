import "server-only";
import { z } from "zod";
import type { CipherKey } from "@/lib/token-manager/cipher";

/** The name of the key that is derived from the session secret; no other key may bear it. */
export const SESSION_KEY_ID = "session";

const ENTRY = /^([^:]+):([^:]+)$/;
const ID = /^[\w-]{1,32}$/;
/** 32 bytes, in either alphabet of base64, with or without padding. */
const KEY = /^[\w+/-]{43}=?$/;

/**
 * `TOKEN_KEYS`: a comma list of `name:key`, each key 32 bytes in base64.
 *
 * Errors  name an entry by its place in the list, and repeat none of it.
 */
export const TokenKeys = z.string().transform((text, context): readonly CipherKey[] => {
  const keys: CipherKey[] = [];
  for (const [index, entry] of text.split(",").entries()) {
    const [, id = "", base64 = ""] = ENTRY.exec(entry.trim()) ?? [];
    const place = `entry ${index + 1}`;
    if (base64 === "") {
      context.addIssue(`must be a comma list of name:key, which ${place} is not`);
    } else if (!ID.test(id)) {
      context.addIssue(`has a name in ${place} that is not 1 to 32 letters, digits, - or _`);
    } else if (id === SESSION_KEY_ID || keys.some((key) => key.id === id)) {
      context.addIssue(`has a name in ${place} that is taken`);
    } else if (!KEY.test(base64)) {
      context.addIssue(`has a key in ${place} that is not 32 bytes in base64`);
    }
    keys.push({ id, key: new Uint8Array(Buffer.from(base64, "base64")) });
  }
  return keys;
});
