import type { AuditFilter } from "@/lib/contracts/audit.url";
import type { AuditAction } from "@/lib/core/audit-action";

const ACTIONS: Readonly<Record<AuditAction, string>> = {
  "sign-in": "Signed in",
  "sign-out-everywhere": "Signed out everywhere",
  "sign-in-link": "Made a sign-in link",
  invite: "Added a person",
  "person-changed": "Changed a person",
  "role-changed": "Changed a role",
  "person-deactivated": "Deactivated a person",
  connect: "Connected to LTK",
  pause: "Paused",
  resume: "Resumed",
  sync: "Read figures by hand",
  export: "Exported a file",
  "tokens-encrypted": "Encrypted tokens",
};

const WORDS: ReadonlyMap<string, string> = new Map(Object.entries(ACTIONS));

/** What was done, in words; of an action that is not ours, what the table says. */
export function actionWords(action: string): string {
  return WORDS.get(action) ?? action;
}

/** The headline of the audit page. */
export function auditSentence(
  { shown, total }: { readonly shown: number; readonly total: number },
  { creator, action }: AuditFilter,
): string {
  if (total === 0) return "Nothing has been noted yet.";
  if (creator === null && action === null) return "Who did what, newest first.";
  if (shown === 0) return "No line matches.";
  return shown === 1 ? "One line matches." : `${shown} lines match.`;
}
