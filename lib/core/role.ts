/** What a person may be: an admin sees and changes all, a manager her assigned creators, a creator herself. */
export const ROLES = ["admin", "manager", "creator"] as const;

/** A person's role. */
export type Role = (typeof ROLES)[number];

/** Reads a role as people write it, in whatever case; `undefined` when the text is none. */
export function parseRole(text: string): Role | undefined {
  return ROLES.find((role) => role === text.trim().toLowerCase());
}
