import type { Metadata } from "next";
import { Notice } from "@/components/layout/notice";
import { Page } from "@/components/layout/page";
import { PageHeader } from "@/components/layout/page-header";
import { AuditFilterForm } from "@/components/settings/audit-filter-form";
import { AuditTable } from "@/components/settings/audit-table";
import { auditSentence } from "@/components/settings/audit-words";
import { SettingsToolbar } from "@/components/settings/settings-toolbar";
import { readParam, requireAccess } from "@/lib/server/page-access";
import { type AuditTrail, describeAudit } from "@/lib/server/views/audit-trail";

export const metadata: Metadata = { title: "Audit" };

export default async function AuditPage({ searchParams }: PageProps<"/settings/audit">) {
  const { container } = await requireAccess("audit.read");
  const search = await searchParams;
  const filter = {
    // An empty choice of the form is none.
    creator: readParam(search, "creator") || null,
    action: readParam(search, "action") || null,
  };
  const trail = await describeAudit(container, filter);
  const { env, now } = container;
  const counts = { shown: trail.rows.length, total: trail.total };
  return (
    <Page toolbar={<SettingsToolbar current="audit" />}>
      <PageHeader size="headline" title={auditSentence(counts, filter)}>
        The newest 200 lines are shown; all of them stand in the table {env.AIRTABLE_AUDIT_TABLE} in
        Airtable. Nothing here can be changed.
        <Standing table={trail.table} name={env.AIRTABLE_AUDIT_TABLE} />
      </PageHeader>
      {trail.total === 0 ? null : (
        <section aria-label="Audit trail" className="grid gap-6">
          <AuditFilterForm filter={filter} creators={trail.creators} actions={trail.actions} />
          {trail.rows.length === 0 ? (
            <p className="border-t border-ink pt-3 text-14 text-ink-2">
              Nothing like that among the newest lines; older ones stand in Airtable.
            </p>
          ) : (
            <AuditTable rows={trail.rows} timezone={env.REPORT_TIMEZONE} nowMs={now()} />
          )}
        </section>
      )}
    </Page>
  );
}

interface StandingProps {
  readonly table: AuditTrail["table"];
  readonly name: string;
}

/** What is not as it should be with the trail. */
function Standing({ table, name }: StandingProps) {
  switch (table) {
    case "read":
      return null;
    case "missing":
      return (
        <Notice
          title={`There is no table ${name} in Airtable, or it lacks a column.`}
          tone="problem"
          retryHref="/settings/audit"
        >
          <code>npm run setup</code> makes it. Until then only what this server process remembers is
          shown, and it is lost when the process ends.
        </Notice>
      );
    case "unavailable":
      return (
        <Notice title="Airtable does not answer." tone="problem" retryHref="/settings/audit">
          Only what this server process remembers is shown.
        </Notice>
      );
    case "stale":
      return (
        <Notice title="Airtable does not answer." tone="warning" retryHref="/settings/audit">
          What it said last is shown, and what this server process has noted since.
        </Notice>
      );
  }
}
