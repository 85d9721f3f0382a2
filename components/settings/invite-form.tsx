import { type CreatorChoice, PEOPLE_FORMS } from "@/lib/contracts/people.url";
import { PeopleForm } from "./people-form";
import { PersonFields } from "./person-fields";

interface InviteFormProps {
  readonly csrf: string;
  readonly choices: readonly CreatorChoice[];
  readonly isDisabled: boolean;
}

/** Adds somebody who may sign in. A manager is what most are. */
export function InviteForm({ csrf, choices, isDisabled }: InviteFormProps) {
  return (
    <PeopleForm action={PEOPLE_FORMS.invite} csrf={csrf} isDisabled={isDisabled}>
      <label className="grid gap-1.5 font-medium">
        E-mail
        <input
          className="form-input"
          type="email"
          name="email"
          required
          maxLength={254}
          autoComplete="off"
          spellCheck={false}
        />
      </label>
      <PersonFields name="" selectedRole="manager" ticked={[]} choices={choices} />
      <p>
        <button type="submit" className="button button-primary">
          Add to the list
        </button>
      </p>
    </PeopleForm>
  );
}
