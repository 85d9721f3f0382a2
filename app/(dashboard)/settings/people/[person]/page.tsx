import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Notice } from "@/components/layout/notice";
import { Page } from "@/components/layout/page";
import { PageHeader } from "@/components/layout/page-header";
import { OutcomeNotice } from "@/components/settings/outcome-notice";
import { changeObstacle, parsePeopleOutcome } from "@/components/settings/people-words";
import { PersonFacts } from "@/components/settings/person-facts";
import { PersonSections } from "@/components/settings/person-sections";
import { SettingsToolbar } from "@/components/settings/settings-toolbar";
import { formatAge } from "@/lib/analytics/format-age";
import { personPath } from "@/lib/contracts/people.url";
import { readParam, requireAccess } from "@/lib/server/page-access";
import { describePeople } from "@/lib/server/views/people";

export const metadata: Metadata = { title: "Person" };

export default async function PersonPage({
  params,
  searchParams,
}: PageProps<"/settings/people/[person]">) {
  const { container, session } = await requireAccess("people.read");
  const { person: key } = await params;
  const view = await describePeople(container);
  if (!view.ok) {
    return (
      <Page toolbar={<SettingsToolbar current="people" />}>
        <PageHeader size="headline" title="The list of people is not available.">
          <Notice title={view.error.message} tone="problem" retryHref={personPath(key)} />
        </PageHeader>
      </Page>
    );
  }
  const person = view.value.people.find((known) => known.key === key);
  if (person === undefined) notFound();
  const search = await searchParams;
  const outcome = parsePeopleOutcome({
    done: readParam(search, "done"),
    problem: readParam(search, "problem"),
  });
  const { staleSinceMs, choices } = view.value;
  const obstacle = changeObstacle(view.value);
  return (
    <Page toolbar={<SettingsToolbar current="people" />}>
      <PageHeader
        size="headline"
        eyebrow={
          <Link className="text-link min-h-tap inline-flex items-center" href="/settings/people">
            All people
          </Link>
        }
        title={person.name}
      >
        <PersonFacts person={person} />
        {outcome === null ? null : <OutcomeNotice outcome={outcome} />}
        {obstacle === null ? null : (
          <Notice title={obstacle} tone="warning" retryHref={personPath(key)}>
            {staleSinceMs === null
              ? null
              : `This is the list of ${formatAge(staleSinceMs, container.now())}.`}
          </Notice>
        )}
      </PageHeader>
      <PersonSections
        person={person}
        choices={choices ?? []}
        csrf={container.csrf.token(session.email)}
        canChange={obstacle === null}
        isReadOnly={session.isReadOnly}
      />
    </Page>
  );
}
