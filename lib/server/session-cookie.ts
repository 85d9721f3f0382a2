import "server-only";
import { z } from "zod";
import { ROLES, type Role } from "@/lib/core/role";
import { type Clock, DAY_MS, HOUR_MS, SECOND_MS } from "@/lib/core/time";
import { createSealedTokens } from "./sealed-token";

/** What a session cookie says: whose it is and of when, and nothing of what she may do. Times are epoch milliseconds. */
export interface SessionClaims {
  readonly email: string;
  /** The session; the same in every cookie it is renewed with. */
  readonly sid: string;
  /** When she signed in; renewals leave it as it is. */
  readonly signedInAtMs: number;
  /** When this cookie was made. */
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
}

/** Reads and writes the session cookie, an encrypted token that only this app can open. Asks nobody. */
export interface SessionCookies {
  /** The `Set-Cookie` value that signs a person in; the role only decides how long. */
  create(
    person: { readonly email: string; readonly role: Role },
    isHttps: boolean,
  ): Promise<string>;
  /** The `Set-Cookie` value that forgets the session in this browser. */
  end(isHttps: boolean): string;
  /** What the cookie of a `Cookie` header says; `null` for none, a lapsed, foreign or ambiguous one. */
  read(cookieHeader: string | null): Promise<SessionClaims | null>;
  /** The `Set-Cookie` value of a session past half of its life; `null` when nothing is to be renewed. */
  renew(cookieHeader: string | null): Promise<string | null>;
}

interface Lifetime {
  /** How long a session lasts that is not used. */
  readonly idleMs: number;
  /** How long it lasts at all, from the sign-in on. */
  readonly totalMs: number;
}

const LONG: Lifetime = { idleMs: 30 * DAY_MS, totalMs: 90 * DAY_MS };
const LIFETIMES: Readonly<Record<Role, Lifetime>> = {
  admin: { idleMs: 12 * HOUR_MS, totalMs: 7 * DAY_MS },
  manager: LONG,
  creator: LONG,
};

/** No cookie of a session lives longer than this after the sign-in, however often it is renewed. */
export const LONGEST_SESSION_MS = LONG.totalMs;

/** `__Host-` binds a cookie to this host and to https; on plain http browsers refuse that prefix. */
const NAMES = ["__Host-session", "session"] as const;
type CookieName = (typeof NAMES)[number];

/** `role` is the one she had at the sign-in: it is a hint of the lifetime, and grants nothing. */
const Claims = z.object({
  email: z.email(),
  sid: z.string(),
  auth_time: z.number(),
  role: z.enum(ROLES),
});
type Claims = z.infer<typeof Claims>;

/** Creates the reader and writer of session cookies. */
export function createSessionCookies(options: {
  readonly secret: string;
  readonly now: Clock;
  readonly newId: () => string;
}): SessionCookies {
  const { secret, now } = options;
  const tokensFor = (purpose: CookieName) =>
    createSealedTokens({ secret, purpose, claims: Claims, now });
  // A key for each name, so that a cookie made for https is worth nothing under the name that any sibling host may set.
  const tokens = {
    "__Host-session": tokensFor("__Host-session"),
    session: tokensFor("session"),
  } satisfies Record<CookieName, unknown>;

  async function write(name: CookieName, claims: Claims, expiresAtMs: number): Promise<string> {
    return cookie(name, await tokens[name].seal(claims, expiresAtMs), expiresAtMs - now());
  }

  async function open(cookieHeader: string | null) {
    const found = findCookie(cookieHeader ?? "");
    if (found === undefined) return undefined;
    const token = await tokens[found.name].open(found.value);
    return token.ok ? { ...token.value, name: found.name } : undefined;
  }

  return {
    create({ email, role }, isHttps) {
      const claims = { email, role, sid: options.newId(), auth_time: now() / SECOND_MS };
      return write(nameFor(isHttps), claims, now() + LIFETIMES[role].idleMs);
    },
    end: (isHttps) => cookie(nameFor(isHttps), "", 0),
    async read(cookieHeader) {
      const opened = await open(cookieHeader);
      if (opened === undefined) return null;
      const { claims, issuedAtMs, expiresAtMs } = opened;
      const signedInAtMs = signInOf(claims);
      return { email: claims.email, sid: claims.sid, signedInAtMs, issuedAtMs, expiresAtMs };
    },
    async renew(cookieHeader) {
      const opened = await open(cookieHeader);
      if (opened === undefined) return null;
      const { name, claims, issuedAtMs, expiresAtMs } = opened;
      if (now() < (issuedAtMs + expiresAtMs) / 2) return null;
      const { idleMs, totalMs } = LIFETIMES[claims.role];
      const nextMs = Math.min(now() + idleMs, signInOf(claims) + totalMs);
      return nextMs > expiresAtMs ? write(name, claims, nextMs) : null;
    },
  };
}

/** True when a session, begun under a lesser role, is older than one of this role may become unused. */
export function isTooOldFor(role: Role, session: SessionClaims, nowMs: number): boolean {
  return nowMs > session.issuedAtMs + LIFETIMES[role].idleMs;
}

function signInOf(claims: Claims): number {
  return Math.round(claims.auth_time * SECOND_MS);
}

function nameFor(isHttps: boolean): CookieName {
  return isHttps ? "__Host-session" : "session";
}

function cookie(name: CookieName, value: string, maxAgeMs: number): string {
  const secure = name === "__Host-session" ? "; Secure" : "";
  const maxAge = Math.ceil(maxAgeMs / SECOND_MS);
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAge}${secure}`;
}

/** The one cookie that counts. Two under one name are a sign of somebody else's hand: then there is none. */
function findCookie(
  header: string,
): { readonly name: CookieName; readonly value: string } | undefined {
  const pairs = header.split(";").map((pair) => pair.trim().split("=", 2));
  for (const name of NAMES) {
    const values = pairs.flatMap(([key, value = ""]) => (key === name ? [value] : []));
    const [value] = values;
    if (value !== undefined) return values.length === 1 ? { name, value } : undefined;
  }
  return undefined;
}
