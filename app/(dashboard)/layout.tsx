import type { ReactNode } from "react";
import { AppShell } from "@/components/layout/app-shell";
import { Notice } from "@/components/layout/notice";
import { authorize } from "@/lib/server/authorize";
import { requireSession } from "@/lib/server/page-access";
import { countConnectionsToMend } from "@/lib/server/views/connections";
import { listCreators } from "@/lib/server/views/creators";

export default async function DashboardLayout({ children }: { readonly children: ReactNode }) {
  const { container, session } = await requireSession();
  const list = await listCreators(container, session);
  const creators = list.ok
    ? list.value.items.flatMap((item) => (item.kind === "creator" ? [item] : []))
    : [];
  const settings = authorize(session, "settings.read").ok
    ? { toMend: await countConnectionsToMend(container) }
    : null;
  return (
    <AppShell
      person={session}
      creators={creators}
      settings={settings}
      csrf={container.csrf.token(session.email)}
    >
      {session.isReadOnly ? (
        <Notice title="Airtable does not answer, so your role cannot be checked." tone="warning">
          Everything can be looked at; changes wait until it answers again.
        </Notice>
      ) : null}
      {children}
    </AppShell>
  );
}
