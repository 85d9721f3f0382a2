import "server-only";
import type { Person } from "@/lib/airtable/people";
import { err, ok, type Result } from "@/lib/core/result";
import { ROLES, type Role } from "@/lib/core/role";

/** Somebody who may sign in, once she is active. */
export interface KnownPerson extends Omit<Person, "recordId"> {
  /** `undefined`: she is set in `ADMIN_EMAILS`, and cannot be changed here. */
  readonly recordId: string | undefined;
}

/** Why people were not changed; `message` is a sentence for the one who tried. */
export interface PeopleError {
  readonly code:
    | "invalid_email"
    | "invalid_name"
    | "unknown_role"
    | "unknown_creator"
    | "no_creator"
    | "already_there"
    | "not_found"
    | "fixed"
    | "own_rights"
    | "last_admin"
    /** `npm run setup` makes the table, or the column that Airtable refused. */
    | "no_table"
    | "refused"
    | "unavailable"
    /** The answer to a write was lost: it may have been done. */
    | "in_doubt"
    /** Somebody else is changing people just now. */
    | "busy";
  readonly message: string;
}

/** What may be changed of a person; what is left out stays. */
export type PersonChange = Partial<Pick<Person, "name" | "role" | "slugs" | "isActive">>;

/** A failed check. */
export function refuse(
  code: PeopleError["code"],
  message: string,
): { readonly ok: false; readonly error: PeopleError } {
  return err({ code, message });
}

/** "admin, manager or creator". */
export const ROLE_CHOICE = `${ROLES.slice(0, -1).join(", ")} or ${ROLES.at(-1)}`;

const MAX_NAME = 100;

/**
 * Whether a change may be made: fixed people stay as they are, nobody takes her own admin rights, and one active admin
 * remains. Answers the person as she is and as she would be.
 */
export function checkChange(
  people: readonly KnownPerson[],
  {
    actor,
    email,
    change,
  }: { readonly actor: string; readonly email: string; readonly change: PersonChange },
): Result<{ readonly before: KnownPerson & Person; readonly after: KnownPerson }, PeopleError> {
  const before = people.find((person) => person.email === email);
  if (before === undefined) return refuse("not_found", "There is no such person on the list.");
  const { recordId } = before;
  if (recordId === undefined) {
    return refuse("fixed", `${email} is set in ADMIN_EMAILS and cannot be changed here.`);
  }
  const after = { ...before, ...change };
  const problem = checkPerson(after, change);
  if (problem !== undefined) return err(problem);
  if (isActiveAdmin(before) && !isActiveAdmin(after)) {
    if (people.filter(isActiveAdmin).length === 1) {
      return refuse("last_admin", "This is the last active admin; make somebody else one first.");
    }
    if (email === actor) {
      return refuse("own_rights", "Nobody takes her own admin rights; another admin has to.");
    }
  }
  return ok({ before: { ...before, recordId }, after });
}

/** What is wrong with a person by herself, as far as it was changed. */
export function checkPerson(
  { name, role, slugs }: Pick<Person, "name" | "role" | "slugs">,
  change: PersonChange,
): PeopleError | undefined {
  const isEither = change.role !== undefined || change.slugs !== undefined;
  if (change.name !== undefined && (name.trim() === "" || name.length > MAX_NAME)) {
    return { code: "invalid_name", message: `A name has 1 to ${MAX_NAME} characters.` };
  }
  return isEither && role === "creator" && slugs.length === 0
    ? { code: "no_creator", message: "Say which creator she is." }
    : undefined;
}

function isActiveAdmin({ role, isActive }: KnownPerson): boolean {
  return role === "admin" && isActive;
}

/** How a role is said in the audit trail, with the creators it covers. */
export function describeRole({
  role,
  slugs,
}: {
  readonly role: Role;
  readonly slugs: Person["slugs"];
}): string {
  return role === "admin" || slugs.length === 0 ? role : `${role} of ${slugs.join(", ")}`;
}
