import "server-only";
import type { SessionClaims, SessionCookies } from "./session-cookie";
import type { SessionEnds } from "./session-ends";

/** The sessions of this app: whom a cookie stands for. What she may do is looked up at each request. */
export interface Sessions extends Pick<SessionCookies, "create" | "end"> {
  /** The session of a `Cookie` header; `null` when there is none, it has lapsed, or was ended everywhere. Never throws. */
  read(cookieHeader: string | null): Promise<SessionClaims | null>;
  /** Ends every session and sign-in link of a person made up to now. False: other instances could not be told. */
  endSessions(email: string): Promise<boolean>;
  /** Whether something of this person made at an instant was ended since. */
  isEnded(email: string, atMs: number): Promise<boolean>;
}

/** Creates the sessions over their cookies and what was ended everywhere. */
export function createSessions(options: {
  readonly cookies: SessionCookies;
  readonly ends: SessionEnds;
}): Sessions {
  const { cookies, ends } = options;

  async function isEnded(email: string, atMs: number): Promise<boolean> {
    const endedAtMs = await ends.lastEnd(email);
    return endedAtMs !== undefined && atMs <= endedAtMs;
  }

  return {
    create: cookies.create,
    end: cookies.end,
    async read(cookieHeader) {
      const claims = await cookies.read(cookieHeader);
      if (claims === null) return null;
      return (await isEnded(claims.email, claims.signedInAtMs)) ? null : claims;
    },
    endSessions: ends.endAll,
    isEnded,
  };
}
