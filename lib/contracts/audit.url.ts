import type { CreatorChoice } from "./people.url";

/** A line of the audit trail, as /settings/audit shows it. */
export interface AuditRow {
  readonly key: string;
  /** ISO time. */
  readonly at: string;
  /** An e-mail address, or the name of a command or cron. */
  readonly actor: string;
  /** One of `AUDIT_ACTIONS`, unless somebody edited the table. */
  readonly action: string;
  readonly creator: CreatorChoice | null;
  readonly detail: string | null;
  /** False: Airtable does not have it yet, and it is lost when this process ends. */
  readonly isSaved: boolean;
}

/** What the lines are filtered by; `null`: they are not. */
export interface AuditFilter {
  /** A slug. */
  readonly creator: string | null;
  readonly action: string | null;
}
