import "server-only";
import type { PersonProblem } from "@/lib/airtable/people";
import type { CreatorChoice, PersonRow } from "@/lib/contracts/people.url";
import { err, ok, type Result } from "@/lib/core/result";
import { type ApiError, apiError } from "../api-error";
import type { Container } from "../container";
import { listPeople } from "../people";
import { createPersonKeys } from "../person-key";

/** Everybody who may sign in, and what a form about them needs. */
export interface PeopleView {
  readonly people: readonly PersonRow[];
  /** Rows that give no access, with the reason. */
  readonly problems: readonly PersonProblem[];
  readonly isTableMissing: boolean;
  /** Set while Airtable does not answer: when the list was read. */
  readonly staleSinceMs: number | null;
  /** Whom a person can be given, in the order of their names; `null`: the creators' table cannot be read. */
  readonly choices: readonly CreatorChoice[] | null;
}

/** Reads the people's page: those of `ADMIN_EMAILS` first, then by name. */
export async function describePeople(container: Container): Promise<Result<PeopleView, ApiError>> {
  const [list, choices] = await Promise.all([listPeople(container), listChoices(container)]);
  if (!list.ok) {
    return err(apiError("airtable_unavailable", "Airtable did not answer; try again in a minute."));
  }
  const { problems, isTableMissing, isStale, readAt } = list.value;
  const keyOf = createPersonKeys(container.env);
  const nameOf = (slug: string) => choices?.find((choice) => choice.slug === slug)?.name ?? null;
  const people = list.value.people.map(
    ({ slugs, recordId, ...person }): PersonRow => ({
      email: person.email,
      name: person.name,
      role: person.role,
      isActive: person.isActive,
      key: keyOf({ email: person.email, recordId }),
      creators: slugs.map((slug) => ({ slug, name: nameOf(slug) })),
      isFixed: recordId === undefined,
    }),
  );
  people.sort(
    (one, other) =>
      Number(other.isFixed) - Number(one.isFixed) || one.name.localeCompare(other.name),
  );
  return ok({
    people,
    problems,
    isTableMissing,
    staleSinceMs: isStale ? readAt : null,
    choices,
  });
}

/** Creators that can be told apart by their slugs. */
async function listChoices({ snapshot }: Container): Promise<readonly CreatorChoice[] | null> {
  const table = await snapshot.read();
  if (!table.ok) return null;
  const { creators, find } = table.value;
  return creators
    .flatMap(({ slug, name }) =>
      slug !== undefined && find(slug).kind === "found" ? [{ slug, name }] : [],
    )
    .toSorted((one, other) => one.name.localeCompare(other.name));
}
