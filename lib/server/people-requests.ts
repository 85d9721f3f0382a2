import "server-only";
import type { AirtableError } from "@/lib/airtable/errors";
import type { Person } from "@/lib/airtable/people";
import type { AuditAction } from "@/lib/core/audit-action";
import { parseSlug, type Slug } from "@/lib/core/brand";
import { ok, type Result } from "@/lib/core/result";
import { parseRole } from "@/lib/core/role";
import type { Container } from "./container";
import {
  describeRole,
  type KnownPerson,
  type PeopleError,
  type PersonChange,
  ROLE_CHOICE,
  refuse,
} from "./people-rules";

/** A change as a form describes it; what is left out stays. */
export interface ChangeRequest {
  readonly email: string;
  readonly name?: string | undefined;
  readonly role?: string | undefined;
  readonly creators?: readonly string[] | undefined;
  readonly isActive?: boolean | undefined;
}

/** Reads what a form sent. Errors: an unknown role, or a creator that nobody is. */
export async function readChange(
  container: Container,
  { name, role: roleText, creators, isActive }: Omit<ChangeRequest, "email">,
): Promise<Result<PersonChange, PeopleError>> {
  const role = roleText === undefined ? undefined : parseRole(roleText);
  if (roleText !== undefined && role === undefined) {
    return refuse("unknown_role", `A role is ${ROLE_CHOICE}.`);
  }
  const slugs = creators === undefined ? ok(undefined) : await readSlugs(container, creators);
  if (!slugs.ok) return slugs;
  return ok({
    ...(name === undefined ? {} : { name: name.trim() }),
    ...(role === undefined ? {} : { role }),
    ...(slugs.value === undefined ? {} : { slugs: slugs.value }),
    ...(isActive === undefined ? {} : { isActive }),
  });
}

async function readSlugs(
  { snapshot }: Container,
  creators: readonly string[],
): Promise<Result<readonly Slug[], PeopleError>> {
  if (creators.length === 0) return ok([]);
  const table = await snapshot.read();
  if (!table.ok) {
    return refuse("unavailable", "Airtable did not answer, so nothing was changed; try again.");
  }
  const { find } = table.value;
  const slugs: Slug[] = [];
  for (const text of creators) {
    const slug = parseSlug(text.trim().toLowerCase());
    if (slug === undefined || find(slug).kind === "none") {
      return refuse("unknown_creator", `There is no creator “${text}”.`);
    }
    slugs.push(slug);
  }
  return ok([...new Set(slugs)]);
}

/** What of a change is one. */
export function differing(before: Person, change: PersonChange): PersonChange {
  const { name, role, slugs, isActive } = change;
  const isSame = slugs?.join() === before.slugs.join();
  return {
    ...(name === undefined || name === before.name ? {} : { name }),
    ...(role === undefined || role === before.role ? {} : { role }),
    ...(slugs === undefined || isSame ? {} : { slugs }),
    ...(isActive === undefined || isActive === before.isActive ? {} : { isActive }),
  };
}

/** A change as the audit trail says it. */
export function describeChange(
  before: KnownPerson,
  after: KnownPerson,
): { readonly action: AuditAction; readonly detail: string } {
  const { email } = after;
  if (before.isActive && !after.isActive) return { action: "person-deactivated", detail: email };
  const roles = `${email}: ${describeRole(before)} → ${describeRole(after)}`;
  if (before.role !== after.role) return { action: "role-changed", detail: roles };
  const detail = describeRole(before) === describeRole(after) ? email : roles;
  return { action: "person-changed", detail };
}

/** What Airtable's refusal means to the person who tried. */
export function describeFailure({ code, refusal }: AirtableError): PeopleError {
  switch (code) {
    case "refused": {
      const what = refusal?.subject === undefined ? "the row" : `“${refusal.subject}”`;
      const message = `Airtable refused ${what}; npm run setup says what the table lacks.`;
      return { code: "refused", message };
    }
    case "unavailable":
    case "bad_shape": {
      const message = "Airtable's answer was lost; look at the list before you try again.";
      return { code: "in_doubt", message };
    }
    case "not_found":
      return { code: "not_found", message: "This row was removed in Airtable meanwhile." };
    default:
      return { code: "unavailable", message: "Airtable refused the call; nothing was changed." };
  }
}
