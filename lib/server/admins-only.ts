import "server-only";
import type { Clock } from "@/lib/core/time";
import type { Session, Sessions } from "./session";
import { isTooOldFor } from "./session-cookie";

/** Sessions of which only those of the environment's admins count. */
export interface AdminSessions extends Omit<Sessions, "read"> {
  read(cookieHeader: string | null): Promise<Session | null>;
}

/** Lets the admins of the environment in and nobody else, for callers that look no person up. */
export function adminsOnly(
  sessions: Sessions,
  adminEmails: readonly string[],
  now: Clock,
): AdminSessions {
  return {
    ...sessions,
    async read(cookieHeader) {
      const claims = await sessions.read(cookieHeader);
      if (claims === null || !adminEmails.includes(claims.email)) return null;
      return isTooOldFor("admin", claims, now()) ? null : { ...claims, role: "admin" };
    },
  };
}
