import { createHmac } from "node:crypto";

/** Names a refresh token without revealing it. */
export type Fingerprint = (refreshToken: string) => string;

const LENGTH = 22;

/**
 * Makes the function that names refresh tokens: the first 128 bits of an HMAC-SHA256, as 22 characters. The key must be
 * stable across deployments, since fingerprints are kept in the journal and in the row's error text.
 */
export function createFingerprint(key: string | Uint8Array): Fingerprint {
  if (key.length === 0) throw new Error("the fingerprint key is empty");
  return (refreshToken) =>
    createHmac("sha256", key).update(refreshToken).digest("base64url").slice(0, LENGTH);
}
