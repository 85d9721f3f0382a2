import type { Metadata } from "next";
import { Notice } from "@/components/layout/notice";
import { Page } from "@/components/layout/page";
import { PageHeader } from "@/components/layout/page-header";
import { InviteForm } from "@/components/settings/invite-form";
import { OutcomeNotice } from "@/components/settings/outcome-notice";
import { PeopleProblems } from "@/components/settings/people-problems";
import { PeopleTable } from "@/components/settings/people-table";
import {
  changeObstacle,
  parsePeopleOutcome,
  peopleRest,
  peopleSentence,
} from "@/components/settings/people-words";
import { Section } from "@/components/settings/section";
import { SettingsToolbar } from "@/components/settings/settings-toolbar";
import { formatAge } from "@/lib/analytics/format-age";
import type { Container } from "@/lib/server/container";
import { readParam, requireAccess } from "@/lib/server/page-access";
import { describePeople, type PeopleView } from "@/lib/server/views/people";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage({ searchParams }: PageProps<"/settings/people">) {
  const { container, session } = await requireAccess("people.read");
  const search = await searchParams;
  const outcome = parsePeopleOutcome({
    done: readParam(search, "done"),
    problem: readParam(search, "problem"),
  });
  const notice = outcome === null ? null : <OutcomeNotice outcome={outcome} />;
  const view = await describePeople(container);
  if (!view.ok) {
    return (
      <Page toolbar={<SettingsToolbar current="people" />}>
        <PageHeader size="headline" title="The list of people is not available.">
          {notice}
          <Notice title={view.error.message} tone="problem" retryHref="/settings/people">
            Whoever is set in ADMIN_EMAILS can still sign in; nobody else can meanwhile.
          </Notice>
        </PageHeader>
      </Page>
    );
  }
  const { people, problems, choices } = view.value;
  const isDisabled = changeObstacle(view.value) !== null;
  return (
    <Page toolbar={<SettingsToolbar current="people" />}>
      <PageHeader size="headline" title={peopleSentence(people)}>
        <p>{peopleRest(people)}</p>
        {notice}
        <Standing view={view.value} container={container} />
      </PageHeader>
      {people.length === 0 ? null : (
        <Section id="people" title="People">
          <div className="mt-3">
            <PeopleTable people={people} />
          </div>
        </Section>
      )}
      {problems.length === 0 ? null : (
        <Section id="mend" title="Rows that give nobody access">
          <PeopleProblems problems={problems} />
        </Section>
      )}
      <Section id="invite" title="Add somebody">
        <InviteForm
          csrf={container.csrf.token(session.email)}
          choices={choices ?? []}
          isDisabled={isDisabled}
        />
      </Section>
    </Page>
  );
}

/** What is not as it should be with the list, and what to do. */
function Standing({
  view,
  container,
}: {
  readonly view: PeopleView;
  readonly container: Container;
}) {
  const { staleSinceMs, isTableMissing, people, problems } = view;
  const { env, now } = container;
  const obstacle = changeObstacle(view);
  if (staleSinceMs !== null && obstacle !== null) {
    return (
      <Notice title={obstacle} tone="warning" retryHref="/settings/people">
        This is the list of {formatAge(staleSinceMs, now())}.
      </Notice>
    );
  }
  if (isTableMissing) {
    return (
      <Notice
        title={`There is no table ${env.AIRTABLE_PEOPLE_TABLE} in Airtable.`}
        tone="warning"
        retryHref="/settings/people"
      >
        <code>npm run setup</code> makes it. Until then only those of ADMIN_EMAILS may sign in, and
        nobody can be added.
      </Notice>
    );
  }
  if (obstacle !== null) {
    return <Notice title={obstacle} tone="warning" retryHref="/settings/people" />;
  }
  return people.every(({ isFixed }) => isFixed) && problems.length === 0 ? (
    <Notice title="Nobody but the admins set in ADMIN_EMAILS, yet." tone="note">
      Add the managers and creators who shall see figures below.
    </Notice>
  ) : null;
}
