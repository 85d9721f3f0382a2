import {
  createRemoteJWKSet,
  customFetch,
  decodeJwt,
  decodeProtectedHeader,
  errors,
  jwtVerify,
} from "jose";
import { type Clock, MINUTE_MS, SECOND_MS } from "../core/time";
import type { NewSession } from "./pasted-session";

/** What is wrong with a token that was handed in. */
export type TokenProblem =
  | { readonly code: "token_no_jwt" }
  /** Another issuer, algorithm, client or signature. */
  | { readonly code: "token_foreign" }
  | { readonly code: "token_from_the_future" }
  | { readonly code: "token_expired"; readonly agoMs: number };

/** What tokens are checked against. */
export interface VerifyOptions {
  /** `iss` that tokens must bear; its keys are asked for when it can be reached. */
  readonly issuer: string;
  readonly fetch: typeof fetch;
  readonly now: Clock;
}

/** A token must last at least that long to be worth taking over. */
const MIN_LIFE_MS = MINUTE_MS;
const CLOCK_SKEW_MS = MINUTE_MS;
const KEYS_TIMEOUT_MS = 3 * SECOND_MS;

/**
 * Checks the tokens of a session that say something (the refresh token is opaque) before anything is sent anywhere. The
 * signature is checked while the issuer's keys can be had; its being unreachable proves nothing against a token.
 */
export async function findTokenProblem(
  session: NewSession,
  options: VerifyOptions,
): Promise<TokenProblem | undefined> {
  for (const token of [session.accessToken, session.idToken]) {
    const problem =
      token === undefined
        ? undefined
        : (readProblem(token, session.clientId, options) ??
          (await signatureProblem(token, options)));
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function readProblem(
  token: string,
  clientId: string | undefined,
  { issuer, now }: VerifyOptions,
): TokenProblem | undefined {
  try {
    const { alg } = decodeProtectedHeader(token);
    const { iss, aud, azp, iat, exp } = decodeJwt(token);
    const clients = [azp, ...(azp === undefined ? [aud].flat() : [])];
    const isOfClient = clientId === undefined || clients.includes(clientId);
    if (alg !== "RS256" || withoutSlash(iss) !== withoutSlash(issuer) || !isOfClient) {
      return { code: "token_foreign" };
    }
    if (iat !== undefined && iat * SECOND_MS > now() + CLOCK_SKEW_MS) {
      return { code: "token_from_the_future" };
    }
    const endsAt = (exp ?? 0) * SECOND_MS;
    return endsAt < now() + MIN_LIFE_MS
      ? { code: "token_expired", agoMs: Math.max(0, now() - endsAt) }
      : undefined;
  } catch {
    return { code: "token_no_jwt" };
  }
}

function withoutSlash(url: string | undefined): string | undefined {
  return url?.replace(/\/+$/, "");
}

async function signatureProblem(
  token: string,
  { issuer, fetch: fetcher, now }: VerifyOptions,
): Promise<TokenProblem | undefined> {
  const url = new URL(`${withoutSlash(issuer)}/.well-known/jwks.json`);
  const keys = createRemoteJWKSet(url, {
    timeoutDuration: KEYS_TIMEOUT_MS,
    [customFetch]: fetcher,
  });
  try {
    await jwtVerify(token, keys, { algorithms: ["RS256"], currentDate: new Date(now()) });
    return undefined;
  } catch (error) {
    const isForeign =
      error instanceof errors.JWSSignatureVerificationFailed ||
      error instanceof errors.JWKSNoMatchingKey;
    return isForeign ? { code: "token_foreign" } : undefined;
  }
}
