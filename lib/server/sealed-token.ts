import "server-only";
import { EncryptJWT, errors, jwtDecrypt } from "jose";
import { z } from "zod";
import { err, ok, type Result } from "@/lib/core/result";
import { type Clock, MINUTE_MS, SECOND_MS } from "@/lib/core/time";
import { deriveKey } from "./crypto";

/** What an opened token says, and when it was made and ends; epoch milliseconds. */
interface Opened<Claims> {
  readonly claims: Claims;
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
}

/** Encrypted tokens that only this app can make and open, each good for one purpose. */
interface SealedTokens<Claims> {
  seal(claims: Claims & object, expiresAtMs: number): Promise<string>;
  /** Errors: `expired` when it was good once; `invalid` for all else: forged, cut, another purpose, another secret. */
  open(token: string): Promise<Result<Opened<Claims>, "expired" | "invalid">>;
}

/** How far the clocks of two instances may be apart. */
const CLOCK_TOLERANCE_MS = MINUTE_MS;
const ALGORITHMS = { alg: "dir", enc: "A256GCM" } as const;
/** Seconds with a fraction, so that what happens within one second keeps its order. */
const Times = z.object({ iat: z.number(), exp: z.number() });

/** Creates the maker of tokens for one purpose; its key serves no other. */
export function createSealedTokens<Claims>(options: {
  readonly secret: string;
  readonly purpose: string;
  readonly claims: z.ZodType<Claims>;
  readonly now: Clock;
}): SealedTokens<Claims> {
  const { purpose, now } = options;
  const key = deriveKey(options.secret, purpose);
  return {
    seal: (claims, expiresAtMs) =>
      new EncryptJWT({ ...claims, iat: now() / SECOND_MS, exp: expiresAtMs / SECOND_MS })
        .setProtectedHeader(ALGORITHMS)
        .setAudience(purpose)
        .encrypt(key),
    async open(token) {
      const payload = await decrypt(token, { key, purpose, nowMs: now() });
      if (!payload.ok) return payload;
      const times = Times.safeParse(payload.value);
      const claims = options.claims.safeParse(payload.value);
      if (!times.success || !claims.success) return err("invalid");
      const issuedAtMs = Math.round(times.data.iat * SECOND_MS);
      if (issuedAtMs > now() + CLOCK_TOLERANCE_MS) return err("invalid");
      const expiresAtMs = Math.round(times.data.exp * SECOND_MS);
      return ok({ claims: claims.data, issuedAtMs, expiresAtMs });
    },
  };
}

async function decrypt(
  token: string,
  options: { readonly key: Uint8Array; readonly purpose: string; readonly nowMs: number },
): Promise<Result<unknown, "expired" | "invalid">> {
  try {
    const { payload } = await jwtDecrypt(token, options.key, {
      audience: options.purpose,
      currentDate: new Date(options.nowMs),
      clockTolerance: CLOCK_TOLERANCE_MS / SECOND_MS,
      requiredClaims: ["exp", "iat"],
      keyManagementAlgorithms: [ALGORITHMS.alg],
      contentEncryptionAlgorithms: [ALGORITHMS.enc],
    });
    return ok(payload);
  } catch (error) {
    // Only what opens can have expired; how the rest is wrong is nobody's business.
    return err(error instanceof errors.JWTExpired ? "expired" : "invalid");
  }
}
