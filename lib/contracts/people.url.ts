import type { Role } from "@/lib/core/role";

/** A creator as forms name her. */
export interface CreatorChoice {
  readonly slug: string;
  /** `null`: no creator of the table has this slug. */
  readonly name: string | null;
}

/** Somebody who may sign in, as /settings/people shows her. */
export interface PersonRow {
  /** Names her in addresses and forms without saying who she is. */
  readonly key: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** Whose figures she sees; an admin sees all. */
  readonly creators: readonly CreatorChoice[];
  readonly isActive: boolean;
  /** She is set in `ADMIN_EMAILS`, and cannot be changed here. */
  readonly isFixed: boolean;
}

/** Where forms about people are posted: plain forms, answered by a redirect to the page. */
export const PEOPLE_FORMS = {
  invite: "/api/people",
  change: "/api/people/change",
  signOut: "/api/people/sign-out",
} as const;

/** The field of a form that stands for a creator who is ticked; a form of ours carries one text a name. */
export function creatorField(slug: string): string {
  return `creator.${slug}`;
}

/** The creators that a form has ticked, by slug, in the order of the alphabet. */
export function tickedCreators(form: ReadonlyMap<string, string>): readonly string[] {
  const prefix = creatorField("");
  return [...form.keys()]
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length))
    .toSorted();
}

/** A person's page. */
export function personPath<Key extends string>(key: Key): `/settings/people/${Key}` {
  return `/settings/people/${key}`;
}
/** What a form about people has done. */
export const PEOPLE_DONE = [
  "invited",
  "changed",
  "deactivated",
  "reactivated",
  "signed_out",
  /** Other instances could not be told. */
  "signed_out_here",
] as const;
export type PeopleDone = (typeof PEOPLE_DONE)[number];

/** Why a form about people has done nothing. */
export const PEOPLE_PROBLEMS = [
  "invalid_email",
  "invalid_name",
  "unknown_role",
  "unknown_creator",
  "no_creator",
  "already_there",
  "not_found",
  "fixed",
  "own_rights",
  "last_admin",
  "no_table",
  "refused",
  "unavailable",
  /** It may have been done all the same. */
  "in_doubt",
  "busy",
] as const;
export type PeopleProblem = (typeof PEOPLE_PROBLEMS)[number];
