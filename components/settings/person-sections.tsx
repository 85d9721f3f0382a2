import { type CreatorChoice, PEOPLE_FORMS, type PersonRow } from "@/lib/contracts/people.url";
import { PeopleForm } from "./people-form";
import { PersonAccess, SignOutPerson } from "./person-actions";
import { PersonFields } from "./person-fields";
import { Section } from "./section";
import { SignInLinkForm } from "./sign-in-link-form";

interface PersonSectionsProps {
  readonly person: PersonRow;
  readonly choices: readonly CreatorChoice[];
  readonly csrf: string;
  /** False: the table takes no change just now. */
  readonly canChange: boolean;
  /** The role of whoever looks at this cannot be checked just now. */
  readonly isReadOnly: boolean;
}

/** What can be done about somebody. */
export function PersonSections(props: PersonSectionsProps) {
  const { person, csrf, isReadOnly, canChange } = props;
  return (
    <>
      {person.isActive ? (
        <Section id="link" title="Sign-in link">
          <SignInLinkForm person={person.key} csrf={csrf} isDisabled={isReadOnly} />
        </Section>
      ) : null}
      <Section id="role" title="Role and creators">
        {person.isFixed ? (
          <p className="mt-3 max-w-[46em] text-14 text-pretty text-ink-2">
            Her address is in the environment variable ADMIN_EMAILS, so she is an admin whatever
            Airtable says. Take it out there to change that.
          </p>
        ) : (
          <Role {...props} />
        )}
      </Section>
      <Section id="sessions" title="Sessions">
        <SignOutPerson person={person} csrf={csrf} isDisabled={isReadOnly} />
      </Section>
      {person.isFixed ? null : (
        <Section id="access" title="Access">
          <PersonAccess person={person} csrf={csrf} isDisabled={!canChange} />
        </Section>
      )}
    </>
  );
}

function Role({ person, choices, csrf, canChange }: PersonSectionsProps) {
  const { key, name, role, creators } = person;
  const unknown = creators.filter((creator) => creator.name === null);
  return (
    <PeopleForm action={PEOPLE_FORMS.change} csrf={csrf} person={key} isDisabled={!canChange}>
      <PersonFields
        name={name}
        selectedRole={role}
        ticked={creators.map(({ slug }) => slug)}
        choices={choices}
      />
      {unknown.length === 0 || !canChange ? null : (
        <p className="text-ink-2">
          Her row also names {unknown.map(({ slug }) => slug).join(", ")}, which no creator has;
          saving takes it out.
        </p>
      )}
      <p>
        <button type="submit" className="button button-primary">
          Save
        </button>
      </p>
    </PeopleForm>
  );
}
