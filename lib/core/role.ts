/** What a person may be: an admin runs the dashboard, a manager looks after some creators, a creator sees her own figures. */
export const ROLES = ["admin", "manager", "creator"] as const;

/** One of `ROLES`. */
export type Role = (typeof ROLES)[number];
