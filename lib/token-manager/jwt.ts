import { decodeJwt } from "jose";
import { SECOND_MS } from "../core/time";

/** What this project reads from a token without verifying it: verification is the gateway's business. */
export interface TokenClaims {
  readonly issuedAt: number | undefined;
  readonly expiresAt: number | undefined;
  readonly clientId: string | undefined;
  readonly publisherId: string | undefined;
  readonly accountId: string | undefined;
}

/** The namespaced claim in which LTK names the account, see docs/ltk.md. */
const PROFILE_CLAIM = "http://shopltk.com/profile";

/** Claims of a JWT, instants in epoch milliseconds; `undefined` when the text is no JWT. */
export function readClaims(token: string): TokenClaims | undefined {
  const payload = decode(token);
  if (payload === undefined) return undefined;
  const profile = payload[PROFILE_CLAIM];
  return {
    issuedAt: toInstant(payload["iat"]),
    expiresAt: toInstant(payload["exp"]),
    clientId: toId(payload["azp"]),
    publisherId: toId(property(profile, "publisher_id")) ?? toId(property(profile, "app_user_id")),
    accountId: toId(property(profile, "account_id")),
  };
}

/** When a token ends, epoch milliseconds; 0: there is none, or it cannot be read. */
export function endOf(token: string | undefined): number {
  return token === undefined ? 0 : (readClaims(token)?.expiresAt ?? 0);
}

function decode(token: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return decodeJwt(token);
  } catch {
    return undefined;
  }
}

function toInstant(seconds: unknown): number | undefined {
  return typeof seconds === "number" && Number.isFinite(seconds) ? seconds * SECOND_MS : undefined;
}

function toId(value: unknown): string | undefined {
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

function property(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}
