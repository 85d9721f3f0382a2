import "server-only";
import { EncryptJWT, jwtDecrypt } from "jose";
import { z } from "zod";
import { type Clock, HOUR_MS, SECOND_MS } from "@/lib/core/time";
import { deriveKey } from "./crypto";

/** How long an admin stays signed in. */
const SESSION_TTL_MS = 12 * HOUR_MS;

const ALGORITHMS = { alg: "dir", enc: "A256GCM" } as const;

/** Who is signed in. */
export interface Session {
  readonly email: string;
  readonly role: "admin";
}

const Claims = z.object({ email: z.email() });

/** Reads and writes the session cookie, an encrypted token that only this app can open. */
export interface Sessions {
  /** The `Set-Cookie` value that signs a person in. */
  create(email: string, isHttps: boolean): Promise<string>;
  /** The `Set-Cookie` value that signs out. */
  end(isHttps: boolean): string;
  /** The session of a `Cookie` header; `null` when there is none, it has lapsed, or the person may no longer sign in. */
  read(cookieHeader: string | null): Promise<Session | null>;
}

/** The cookie's name. `__Host-` binds it to this host and to https; on plain http browsers refuse that prefix. */
function sessionCookieName(isHttps: boolean): string {
  return isHttps ? "__Host-session" : "session";
}

function cookie(isHttps: boolean, value: string, maxAgeMs: number): string {
  const secure = isHttps ? "; Secure" : "";
  const maxAge = Math.floor(maxAgeMs / SECOND_MS);
  return `${sessionCookieName(isHttps)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAge}${secure}`;
}

function cookieValues(header: string): string[] {
  const names = [sessionCookieName(true), sessionCookieName(false)];
  return header.split(";").flatMap((pair) => {
    const [name, value] = pair.trim().split("=", 2);
    return name !== undefined && value !== undefined && names.includes(name) ? [value] : [];
  });
}

/** Creates the session reader for the people in `adminEmails`. */
export function createSessions(options: {
  readonly secret: string;
  readonly adminEmails: readonly string[];
  readonly now: Clock;
}): Sessions {
  const key = deriveKey(options.secret, "session");
  return {
    async create(email, isHttps) {
      const token = await new EncryptJWT({ email })
        .setProtectedHeader(ALGORITHMS)
        .setAudience("session")
        .setExpirationTime(Math.floor((options.now() + SESSION_TTL_MS) / SECOND_MS))
        .encrypt(key);
      return cookie(isHttps, token, SESSION_TTL_MS);
    },
    end: (isHttps) => cookie(isHttps, "", 0),
    async read(cookieHeader) {
      for (const token of cookieValues(cookieHeader ?? "")) {
        const email = await openToken(token, key, "session", options.now()).then(
          (claims) => Claims.safeParse(claims).data?.email,
        );
        if (email !== undefined && options.adminEmails.includes(email)) {
          return { email, role: "admin" };
        }
      }
      return null;
    },
  };
}

/** Opens one of our encrypted tokens; `undefined` when it is not ours, not for this audience, or has lapsed. */
export async function openToken(
  token: string,
  key: Uint8Array,
  audience: string,
  nowMs: number,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    const { payload } = await jwtDecrypt(token, key, {
      audience,
      currentDate: new Date(nowMs),
      requiredClaims: ["exp"],
      keyManagementAlgorithms: [ALGORITHMS.alg],
      contentEncryptionAlgorithms: [ALGORITHMS.enc],
    });
    return payload;
  } catch {
    // Forged, cut or lapsed: all the same to whoever presents it.
    return undefined;
  }
}
