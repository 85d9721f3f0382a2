import type { ReactNode } from "react";
import { CsrfField } from "../layout/csrf-field";

interface PeopleFormProps {
  readonly action: string;
  readonly csrf: string;
  /** Whom it is about, by her key; left out: nobody yet. */
  readonly person?: string;
  /** It cannot be used just now; the page says why. */
  readonly isDisabled: boolean;
  readonly children: ReactNode;
}

/** A form about people; plain, so that it works without JavaScript. */
export function PeopleForm({ action, csrf, person, isDisabled, children }: PeopleFormProps) {
  return (
    <form method="post" action={action} className="people-form group mt-3 max-w-[46em] text-14">
      <CsrfField token={csrf} />
      {person === undefined ? null : <input type="hidden" name="person" value={person} />}
      <fieldset disabled={isDisabled} className="grid min-w-0 gap-5">
        {children}
      </fieldset>
    </form>
  );
}
