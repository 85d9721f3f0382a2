import type { Metadata } from "next";
import { Notice } from "@/components/layout/notice";
import { Page } from "@/components/layout/page";
import { PageHeader } from "@/components/layout/page-header";
import { ConnectionTable } from "@/components/settings/connection-table";
import { connectionsRest, connectionsSentence } from "@/components/settings/connection-words";
import { DriftList } from "@/components/settings/drift-list";
import { FactsList } from "@/components/settings/facts-list";
import { Section } from "@/components/settings/section";
import { SettingsToolbar } from "@/components/settings/settings-toolbar";
import { formatAge } from "@/lib/analytics/format-age";
import type { Container } from "@/lib/server/container";
import { requireAccess } from "@/lib/server/page-access";
import { type Connections, listConnections } from "@/lib/server/views/connections";
import { describeDeployment } from "@/lib/server/views/deployment";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const { container, session } = await requireAccess("settings.read");
  const [connections, facts] = await Promise.all([
    listConnections(container),
    describeDeployment(container),
  ]);
  return (
    <Page toolbar={<SettingsToolbar current="connections" />}>
      {connections.ok ? (
        <ConnectionList connections={connections.value} container={container} />
      ) : (
        <PageHeader size="headline" title="The connections are not available.">
          <Notice title={connections.error.message} tone="problem" retryHref="/settings">
            Nothing was lost; the sessions with LTK are untouched.
          </Notice>
        </PageHeader>
      )}
      <Section id="configuration" title="Configuration">
        <FactsList facts={facts} csrf={container.csrf.token(session.email)} />
      </Section>
      <Section id="drift" title="Contract drift">
        <DriftList drifts={container.drift.list()} nowMs={container.now()} />
      </Section>
    </Page>
  );
}

interface ConnectionListProps {
  readonly connections: Connections;
  readonly container: Container;
}

function ConnectionList({ connections, container }: ConnectionListProps) {
  const { items, isStale, readAtMs } = connections;
  const { env, now } = container;
  const states = items.map(({ state }) => state);
  return (
    <>
      <PageHeader size="headline" title={connectionsSentence(states)}>
        {connectionsRest(states)} You never see a token here, and nor does anyone else.
        {isStale ? (
          <Notice title="Airtable does not answer." tone="warning" retryHref="/settings">
            This is its list of {formatAge(readAtMs, now())}.
          </Notice>
        ) : null}
        {env.canRefreshTokens ? null : (
          <Notice title="Sessions cannot be replaced here." tone="note">
            TOKEN_REFRESH is off for this deployment: it renews no session and takes none in.
          </Notice>
        )}
        {items.length > 0 ? null : (
          <Notice title="Nobody is there to be connected." tone="note">
            Add a row to the table {env.AIRTABLE_TABLE} in Airtable; it appears here within a
            minute.
          </Notice>
        )}
      </PageHeader>
      {items.length === 0 ? null : (
        <Section id="connections" title="Connections">
          <noscript>
            <p className="mt-3 text-14 text-ink-2">
              Reconnecting needs JavaScript: a pasted session is masked and cleared by it.
            </p>
          </noscript>
          <div className="mt-3">
            <ConnectionTable connections={items} nowMs={now()} />
          </div>
        </Section>
      )}
    </>
  );
}
