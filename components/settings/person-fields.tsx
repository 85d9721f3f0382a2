import { type CreatorChoice, creatorField } from "@/lib/contracts/people.url";
import { ROLES, type Role } from "@/lib/core/role";
import { ROLE_MEANS, ROLE_WORDS } from "./people-words";

interface PersonFieldsProps {
  readonly name: string;
  readonly selectedRole: Role;
  /** Slugs. */
  readonly ticked: readonly string[];
  readonly choices: readonly CreatorChoice[];
}

/** The fields of a form that says who somebody is. Which creators are hers is hidden for an admin, who sees all. */
export function PersonFields({ name, selectedRole, ticked, choices }: PersonFieldsProps) {
  return (
    <>
      <label className="grid gap-1.5 font-medium">
        Name
        <input
          className="form-input"
          name="name"
          defaultValue={name}
          maxLength={100}
          autoComplete="off"
        />
      </label>
      <fieldset>
        <legend className="mb-1 font-medium">Role</legend>
        {ROLES.map((each) => (
          <label key={each} className="form-choice">
            <input type="radio" name="role" value={each} defaultChecked={each === selectedRole} />
            <span>
              {ROLE_WORDS[each]} <span className="text-ink-2">{ROLE_MEANS[each]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset className="group-has-[[value=admin]:checked]:hidden">
        <legend className="mb-1 font-medium">Creators</legend>
        {choices.length === 0 ? (
          <p className="text-ink-2">There are no creators yet; add a row for each in Airtable.</p>
        ) : (
          <ul className="grid grid-cols-2 gap-x-6 md:grid-cols-3">
            {choices.map((choice) => (
              <li key={choice.slug}>
                <label className="form-choice">
                  <input
                    type="checkbox"
                    name={creatorField(choice.slug)}
                    defaultChecked={ticked.includes(choice.slug)}
                  />
                  {choice.name ?? choice.slug}
                </label>
              </li>
            ))}
          </ul>
        )}
      </fieldset>
    </>
  );
}
