import "server-only";
import type { Slug } from "@/lib/core/brand";
import { err, ok, type Result } from "@/lib/core/result";
import type { Role } from "@/lib/core/role";
import { type ApiError, apiError } from "./api-error";

/** A signed-in person, as every check sees her. */
export interface Session {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** Whose figures she sees; an admin everybody's. */
  readonly scope: "all" | readonly Slug[];
  /** The people's table does not answer, and this is what it said last: enough to look, not to change anything. */
  readonly isReadOnly: boolean;
}

interface Rule {
  readonly roles: readonly Role[];
  readonly isChange: boolean;
}

const look = (...roles: readonly Role[]): Rule => ({ roles, isChange: false });
const change = (...roles: readonly Role[]): Rule => ({ roles, isChange: true });

/** Who may do what. `creator.*` is about one creator and asks for her to be in scope as well; what is not here is nobody's. */
export const RULES = {
  "roster.read": look("admin", "manager", "creator"),
  "roster.export": look("admin", "manager", "creator"),
  "creator.read": look("admin", "manager", "creator"),
  "creator.export": look("admin", "manager", "creator"),
  "creator.sync": change("admin", "manager", "creator"),
  "creator.connect": change("admin"),
  "settings.read": look("admin"),
  // While Airtable is away the list can still be read, and nothing on it be changed.
  "people.read": look("admin"),
  "people.manage": change("admin"),
  "audit.read": look("admin"),
  "tokens.encrypt": change("admin"),
  "health.details": look("admin"),
} satisfies Readonly<Record<string, Rule>>;

/** What a person may want to do. */
export type Action = keyof typeof RULES;

/** An action about one creator. */
export type CreatorAction = Extract<Action, `creator.${string}`>;

/** An action about no creator in particular. */
export type GeneralAction = Exclude<Action, CreatorAction>;

/** Whether a creator is among those a person may see. */
export function isInScope({ scope }: Session, slug: string): boolean {
  return scope === "all" || scope.some((own) => own === slug);
}

/**
 * The one question before every route, page and action: may this person do this? A creator outside her scope does not
 * exist for her (`not_found`); what her role lacks is `forbidden`; while her role cannot be checked, nothing is changed.
 */
export function authorize<Asked extends Action>(
  session: Session,
  action: Asked,
  ...creator: Asked extends CreatorAction ? [slug: string] : []
): Result<void, ApiError> {
  const [slug] = creator;
  if (slug !== undefined && !isInScope(session, slug)) {
    return err(apiError("not_found", "There is no such creator."));
  }
  const rule: Rule = RULES[action];
  if (!rule.roles.includes(session.role)) {
    return err(apiError("forbidden", `That is not open to the role ${session.role}.`));
  }
  if (rule.isChange && session.isReadOnly) {
    const message =
      "Airtable does not answer, so your role cannot be checked; look, and try later.";
    return err(apiError("airtable_unavailable", message));
  }
  return ok(undefined);
}
