import "server-only";
import { err, ok, type Result } from "@/lib/core/result";
import type { Role } from "@/lib/core/role";
import type { PersonFound } from "./people";
import type { Sessions } from "./session";
import type { SignInLink, SignInLinks } from "./sign-in-link";

/** Why a link signs nobody in. */
type LinkProblem = "expired" | "invalid" | "used" | "not-allowed" | "unavailable" | "unchecked";

/**
 * Lets a person in by an opened link. It is used up last, when nothing else stands in the way, so that an outage costs
 * nobody her link.
 *
 * Errors  `not-allowed`: unknown, removed or inactive; `unavailable`: who may sign in cannot be read; `expired`: she ended
 *         everything since the link was made; `used` and `unchecked` as `SignInLinks.burn` says.
 */
export async function redeemLink(
  link: SignInLink,
  parts: {
    readonly links: Pick<SignInLinks, "burn">;
    readonly sessions: Pick<Sessions, "isEnded">;
    readonly findPerson: (email: string) => Promise<PersonFound>;
  },
): Promise<Result<{ readonly email: string; readonly role: Role }, LinkProblem>> {
  const found = await parts.findPerson(link.email);
  if (found.kind === "unavailable") return err("unavailable");
  if (found.kind !== "found") return err("not-allowed");
  const { email, role } = found.person;
  if (await parts.sessions.isEnded(email, link.issuedAtMs)) return err("expired");
  const burnt = await parts.links.burn(link);
  return burnt.ok ? ok({ email, role }) : burnt;
}
