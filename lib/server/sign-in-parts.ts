import "server-only";
import type { Clock, Sleep } from "@/lib/core/time";
import type { AtomicKv } from "@/lib/kv/store";
import { createEmailHash } from "./crypto";
import type { Env } from "./env";
import { createSessions, type Sessions } from "./session";
import { createSessionCookies } from "./session-cookie";
import { createSessionEnds } from "./session-ends";
import { createSignInLinks, type SignInLinks } from "./sign-in-link";

/** What signing in stands on. */
export interface SignInParts {
  readonly sessions: Sessions;
  readonly signInLinks: SignInLinks;
}

/** What a process without a shared store remembers of used links and ended sessions, in bytes: some ten thousand. */
export const SIGN_IN_MAX_BYTES = 4 * 1024 * 1024;

/** Creates the sessions and links of a deployment over the store that remembers what was used and ended. */
export function createSignInParts(
  env: Pick<Env, "SESSION_SECRET">,
  options: {
    readonly store: AtomicKv;
    readonly now: Clock;
    readonly sleep: Sleep;
    readonly newId: () => string;
  },
): SignInParts {
  const secret = env.SESSION_SECRET;
  const ends = createSessionEnds({ ...options, hash: createEmailHash(secret) });
  const sessions = createSessions({ cookies: createSessionCookies({ ...options, secret }), ends });
  return {
    sessions,
    signInLinks: createSignInLinks({ ...options, secret }),
  };
}
