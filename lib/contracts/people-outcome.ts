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
