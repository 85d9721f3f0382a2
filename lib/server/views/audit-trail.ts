import "server-only";
import type { AuditFilter, AuditRow } from "@/lib/contracts/audit.url";
import type { CreatorChoice } from "@/lib/contracts/people.url";
import type { AuditReading } from "../audit";
import type { Container } from "../container";

/** The trail's newest lines, newest first. */
export interface AuditTrail {
  /** Those that pass the filter. */
  readonly rows: readonly AuditRow[];
  /** How many lines there are without it. */
  readonly total: number;
  /** As `AuditReading` says. */
  readonly table: AuditReading["table"];
  /** Creators and actions that lines are about: what can be filtered by. */
  readonly creators: readonly CreatorChoice[];
  readonly actions: readonly string[];
}

/** Reads the audit page. Never fails: what Airtable does not tell, this process may remember. */
export async function describeAudit(
  container: Container,
  filter: AuditFilter,
): Promise<AuditTrail> {
  const [{ entries, table }, creators] = await Promise.all([
    container.audit.read(),
    container.snapshot.read(),
  ]);
  const nameOf = (slug: string) => {
    const found = creators.ok
      ? creators.value.creators.find((one) => one.slug === slug)
      : undefined;
    return { slug, name: found?.name ?? null };
  };
  const rows = entries.map(
    ({ at, actor, action, creator, detail, isSaved }, index): AuditRow => ({
      key: String(index),
      at: new Date(at).toISOString(),
      actor,
      action,
      creator: creator === undefined ? null : nameOf(creator),
      detail: detail ?? null,
      isSaved,
    }),
  );
  const slugs = new Set(rows.flatMap((row) => row.creator?.slug ?? []));
  return {
    rows: rows.filter((row) => passes(row, filter)),
    total: rows.length,
    table,
    creators: [...slugs].map(nameOf).toSorted((one, other) => one.slug.localeCompare(other.slug)),
    actions: [...new Set(rows.map(({ action }) => action))].toSorted(),
  };
}

function passes(row: AuditRow, { creator, action }: AuditFilter): boolean {
  return (
    (creator === null || row.creator?.slug === creator) &&
    (action === null || row.action === action)
  );
}
