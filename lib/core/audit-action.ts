/** Everything that leaves a line in the audit trail. */
export const AUDIT_ACTIONS = [
  "sign-in",
  "sign-out-everywhere",
  "sign-in-link",
  "invite",
  "person-changed",
  "role-changed",
  "person-deactivated",
  "connect",
  "pause",
  "resume",
  "sync",
  "export",
  "tokens-encrypted",
] as const;

/** What was done. */
export type AuditAction = (typeof AUDIT_ACTIONS)[number];
