import { PEOPLE_FORMS, type PersonRow } from "@/lib/contracts/people.url";
import { PeopleForm } from "./people-form";

interface PersonActionProps {
  readonly person: PersonRow;
  readonly csrf: string;
  readonly isDisabled: boolean;
}

/** Ends all sessions of a person. */
export function SignOutPerson({ person, csrf, isDisabled }: PersonActionProps) {
  return (
    <PeopleForm
      action={PEOPLE_FORMS.signOut}
      csrf={csrf}
      person={person.key}
      isDisabled={isDisabled}
    >
      <p className="text-pretty text-ink-2">
        Ends every session she has, in whatever browser, and every link she has not used. She may
        sign in again.
      </p>
      <p>
        <button type="submit" className="button">
          Sign her out everywhere
        </button>
      </p>
    </PeopleForm>
  );
}

/** Takes a person's access, or gives it back. */
export function PersonAccess({ person, csrf, isDisabled }: PersonActionProps) {
  const { isActive, key } = person;
  return (
    <PeopleForm action={PEOPLE_FORMS.change} csrf={csrf} person={key} isDisabled={isDisabled}>
      <input type="hidden" name="active" value={isActive ? "no" : "yes"} />
      <p className="text-pretty text-ink-2">
        {isActive
          ? "Takes her access: she cannot sign in, and pages she has open close within a minute. Her row stays."
          : "She may not sign in. Her role and her creators are kept."}
      </p>
      <p>
        <button type="submit" className={isActive ? "button text-bad" : "button button-primary"}>
          {isActive ? "Deactivate" : "Let her sign in again"}
        </button>
      </p>
    </PeopleForm>
  );
}
