import Link from "next/link";
import { type PersonRow, personPath } from "@/lib/contracts/people.url";
import { StatusMark } from "../metrics/status-mark";
import { RowHeader, TableRow } from "../table/table";
import { CardCell, CardTable } from "./card-table";
import { creatorsWords, ROLE_WORDS } from "./people-words";

const HEADINGS = ["Name", "E-mail", "Role", "Creators", "State"];

/** Everybody who may sign in, or might again. */
export function PeopleTable({ people }: { readonly people: readonly PersonRow[] }) {
  return (
    <CardTable caption="People, those of ADMIN_EMAILS first" headings={HEADINGS}>
      {people.map((person) => (
        <TableRow key={person.key}>
          <RowHeader>
            <Link className="text-link" href={personPath(person.key)} prefetch={false}>
              {person.name}
            </Link>
          </RowHeader>
          <CardCell>
            {/* On a card the name above would say the same. */}
            <span className={person.name === person.email ? "max-md:hidden" : undefined}>
              {person.email}
            </span>
          </CardCell>
          <CardCell>{ROLE_WORDS[person.role]}</CardCell>
          <CardCell label="Creators:">{creatorsWords(person)}</CardCell>
          <CardCell>
            <PersonState person={person} />
          </CardCell>
        </TableRow>
      ))}
    </CardTable>
  );
}

/** Whether a person may sign in, and where that is said. */
export function PersonState({ person }: { readonly person: PersonRow }) {
  return (
    <span className="inline-flex items-baseline gap-2 whitespace-nowrap">
      <StatusMark mark={person.isActive ? "dot" : "bars"} />
      <span>
        {person.isActive ? "Active" : "Deactivated"}
        {person.isFixed ? <span className="text-ink-3">, set in ADMIN_EMAILS</span> : null}
      </span>
    </span>
  );
}
