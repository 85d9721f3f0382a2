import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Notice } from "@/components/layout/notice";
import { Page } from "@/components/layout/page";
import { PageHeader } from "@/components/layout/page-header";
import { Toolbar } from "@/components/layout/toolbar";
import { ConnectionRow } from "@/components/settings/connection-row";
import { connectionsSentence } from "@/components/settings/connection-words";
import { DriftList } from "@/components/settings/drift-list";
import { FactsList } from "@/components/settings/facts-list";
import { formatAge } from "@/lib/analytics/format";
import { authorize } from "@/lib/server/authorize";
import { requireSession } from "@/lib/server/page-access";
import { type Connections, listConnections } from "@/lib/server/views/connections";
import { describeDeployment } from "@/lib/server/views/deployment";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const { container, session } = await requireSession();
  if (!authorize(session, "settings.read")) notFound();
  const [connections, facts] = await Promise.all([
    listConnections(container),
    describeDeployment(container),
  ]);
  const nowMs = container.now();
  return (
    <Page toolbar={<Toolbar scope="Settings" />}>
      {connections.ok ? (
        <ConnectionList connections={connections.value} nowMs={nowMs} />
      ) : (
        <PageHeader size="headline" title="The connections are not available.">
          <Notice title={connections.error.message} tone="problem" retryHref="/settings">
            Nothing was lost; the sessions with LTK are untouched.
          </Notice>
        </PageHeader>
      )}
      <section aria-labelledby="deployment-heading">
        <h2 id="deployment-heading" className="font-serif text-21 font-medium">
          This deployment
        </h2>
        <FactsList facts={facts} />
      </section>
      <section aria-labelledby="drift-heading">
        <h2 id="drift-heading" className="font-serif text-21 font-medium">
          LTK’s interface
        </h2>
        <DriftList drifts={container.drift.list()} nowMs={nowMs} />
      </section>
    </Page>
  );
}

function ConnectionList({
  connections: { items, staleSinceMs },
  nowMs,
}: {
  readonly connections: Connections;
  readonly nowMs: number;
}) {
  return (
    <>
      <PageHeader size="headline" title={connectionsSentence(items.map(({ state }) => state))}>
        You never see a token here, and nor does anyone else.
        {staleSinceMs === null ? null : (
          <Notice title="Airtable does not answer." tone="warning" retryHref="/settings">
            This is its list of {formatAge(staleSinceMs, nowMs)}.
          </Notice>
        )}
      </PageHeader>
      <section aria-labelledby="connections-heading">
        <h2 id="connections-heading" className="font-serif text-21 font-medium">
          Connections
        </h2>
        <ul className="mt-3 border-t border-ink">
          {items.map((connection) => (
            <ConnectionRow key={connection.key} connection={connection} nowMs={nowMs} />
          ))}
        </ul>
      </section>
    </>
  );
}
