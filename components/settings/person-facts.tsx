import type { PersonRow } from "@/lib/contracts/people.url";
import { PersonState } from "./people-table";
import { creatorName, ROLE_WORDS } from "./people-words";

/** Who somebody is, under her name. */
export function PersonFacts({ person }: { readonly person: PersonRow }) {
  const { email, role, creators } = person;
  const names = creators.map(creatorName).join(", ");
  return (
    <div className="grid gap-1 text-15 wrap-anywhere">
      <p>{email}</p>
      <p>
        {ROLE_WORDS[role]}
        {role === "admin" || names === "" ? "" : ` of ${names}`}
      </p>
      <p className="text-14">
        <PersonState person={person} />
      </p>
    </div>
  );
}
