import "server-only";
import { randomUUID } from "node:crypto";
import { EncryptJWT } from "jose";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import { err, ok, type Result } from "@/lib/core/result";
import { type Clock, DAY_MS, SECOND_MS } from "@/lib/core/time";
import { deriveKey } from "./crypto";
import { openToken } from "./session";

/** A link made on the command line or by an admin is a person's first and lives this long. */
export const SIGN_IN_LINK_TTL_MS = 7 * DAY_MS;
const AUDIENCE = "sign-in";
/** Used links remembered by a process. Without a shared store "works once" holds per process. */
const MAX_USED = 10_000;

const Claims = z.object({ email: z.email(), jti: z.string() });

/** Why a link signs nobody in; also the `problem` parameter of the sign-in page. */
export type SignInProblem = "invalid" | "used" | "not-allowed";

/** Single-use sign-in links. The token stands in the fragment, which browsers send to no server. */
export interface SignInLinks {
  create(email: string, appUrl: string): Promise<string>;
  /** The e-mail address a link stands for; afterwards the link is used up. */
  redeem(token: string): Promise<Result<string, SignInProblem>>;
}

/** Creates the maker and checker of sign-in links for the people in `adminEmails`. */
export function createSignInLinks(options: {
  readonly secret: string;
  readonly adminEmails: readonly string[];
  readonly now: Clock;
}): SignInLinks {
  const key = deriveKey(options.secret, AUDIENCE);
  const used = new LRUCache<string, true>({ max: MAX_USED });
  return {
    async create(email, appUrl) {
      const token = await new EncryptJWT({ email: email.toLowerCase() })
        .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
        .setAudience(AUDIENCE)
        .setJti(randomUUID())
        .setExpirationTime(Math.floor((options.now() + SIGN_IN_LINK_TTL_MS) / SECOND_MS))
        .encrypt(key);
      return `${appUrl}/sign-in#token=${token}`;
    },
    async redeem(token) {
      const claims = Claims.safeParse(await openToken(token, key, AUDIENCE, options.now()));
      if (!claims.success) return err("invalid");
      if (used.has(claims.data.jti)) return err("used");
      if (!options.adminEmails.includes(claims.data.email)) return err("not-allowed");
      used.set(claims.data.jti, true);
      return ok(claims.data.email);
    },
  };
}
