import type { ReactNode } from "react";
import { AppShell } from "@/components/layout/app-shell";
import { requireSession } from "@/lib/server/page-access";
import { listCreators } from "@/lib/server/views/creators";

export default async function DashboardLayout({ children }: { readonly children: ReactNode }) {
  const { container, session } = await requireSession();
  const list = await listCreators(container);
  const creators = list.ok
    ? list.value.items.flatMap((item) => (item.kind === "creator" ? [item] : []))
    : [];
  return (
    <AppShell person={session} creators={creators}>
      {children}
    </AppShell>
  );
}
