import "server-only";
import { hkdfSync } from "node:crypto";

/** Derives a 32-byte key for one purpose from the session secret, so that no two purposes share a key. */
export function deriveKey(secret: string, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, "", purpose, 32));
}
