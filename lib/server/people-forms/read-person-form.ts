import "server-only";
import { err, ok, type Result } from "@/lib/core/result";
import type { ApiError } from "../api-error";
import { readOwnForm } from "../own-form";
import { listPeople } from "../people";
import type { KnownPerson } from "../people-rules";
import { createPersonKeys } from "../person-key";
import type { Visit } from "../route";

/** A form about somebody on the list. */
export interface PersonForm {
  readonly person: KnownPerson;
  readonly key: string;
  readonly form: ReadonlyMap<string, string>;
}

/**
 * Reads a form about a person, whom its field `person` names by her key.
 *
 * Errors  an `ApiError` as `readOwnForm`; `unavailable`: the list cannot be read; `not_found`: nobody has this key.
 */
export async function readPersonForm({
  container,
  session,
  request,
}: Visit): Promise<Result<PersonForm, ApiError | "unavailable" | "not_found">> {
  const form = await readOwnForm(container, session, request);
  if (!form.ok) return form;
  const list = await listPeople(container);
  if (!list.ok) return err("unavailable");
  const key = form.value.get("person");
  const keyOf = createPersonKeys(container.env);
  const person = list.value.people.find((known) => keyOf(known) === key);
  return key === undefined || person === undefined
    ? err("not_found")
    : ok({ person, key, form: form.value });
}
