import "server-only";
import type { AirtableError } from "@/lib/airtable/errors";
import type { PeopleSnapshot, PersonProblem } from "@/lib/airtable/people";
import { parseEmail } from "@/lib/core/email";
import { err, ok, type Result } from "@/lib/core/result";
import type { Container } from "./container";
import {
  type ChangeRequest,
  describeChange,
  describeFailure,
  differing,
  readChange,
} from "./people-requests";
import {
  checkChange,
  checkPerson,
  describeRole,
  type KnownPerson,
  type PeopleError,
  ROLE_CHOICE,
  refuse,
} from "./people-rules";

export type { KnownPerson, PeopleError } from "./people-rules";

/** What an e-mail address stands for. Only `found` may sign in; `unavailable`: nobody can tell just now. */
export type PersonFound =
  | { readonly kind: "found"; readonly person: KnownPerson; readonly isStale: boolean }
  | { readonly kind: "none" }
  | { readonly kind: "inactive" }
  | { readonly kind: "unavailable" };

/** Everybody who is known. */
export interface PeopleList extends Pick<PeopleSnapshot, "isTableMissing" | "isStale" | "readAt"> {
  /** Those of `ADMIN_EMAILS` first, then the table's. */
  readonly people: readonly KnownPerson[];
  /** Rows that give no access, with the reason. */
  readonly problems: readonly PersonProblem[];
}

/** A person as a form or a command describes her. */
export interface Invitation {
  readonly email: string;
  /** Left out or blank: her address. */
  readonly name?: string | undefined;
  readonly role: string;
  readonly creators: readonly string[];
}

/** Who an e-mail address is. People of `ADMIN_EMAILS` are admins without Airtable, and whatever a row says of them. */
export async function findPerson(
  { env, people }: Pick<Container, "env" | "people">,
  emailText: string,
): Promise<PersonFound> {
  const email = parseEmail(emailText);
  if (email === undefined) return { kind: "none" };
  if (env.ADMIN_EMAILS.includes(email)) {
    return { kind: "found", person: fixedAdmin(email), isStale: false };
  }
  const table = await people.read();
  if (!table.ok) return { kind: "unavailable" };
  const person = table.value.people.find((known) => known.email === email);
  if (person === undefined) return { kind: "none" };
  return person.isActive
    ? { kind: "found", person, isStale: table.value.isStale }
    : { kind: "inactive" };
}

/** Everybody, also rows that give no access. */
export async function listPeople(
  container: Pick<Container, "env" | "people">,
): Promise<Result<PeopleList, AirtableError>> {
  const table = await container.people.read();
  if (!table.ok) return table;
  return ok({ ...table.value, people: everybody(container, table.value) });
}

/** Adds a person, active at once. The caller has settled that `actor` may invite. */
export function invitePerson(
  container: Container,
  actor: string,
  invitation: Invitation,
): Promise<Result<KnownPerson, PeopleError>> {
  return inTurn(container, async (table) => {
    const email = parseEmail(invitation.email);
    if (email === undefined) return refuse("invalid_email", "That is no e-mail address.");
    const known = [...everybody(container, table), ...table.problems];
    if (known.some((other) => other.email === email)) {
      return refuse("already_there", `${email} is on the list already.`);
    }
    const read = await readChange(container, { ...invitation, name: invitation.name || undefined });
    if (!read.ok) return read;
    const { name = email, role, slugs = [] } = read.value;
    if (role === undefined) return refuse("unknown_role", `A role is ${ROLE_CHOICE}.`);
    const person = { email, name, role, slugs, isActive: true };
    const problem = checkPerson(person, read.value);
    if (problem !== undefined) return err(problem);
    const created = await container.people.create(person);
    if (!created.ok) return err(describeFailure(created.error));
    const detail = `${email} as ${describeRole(person)}`;
    container.audit.record({ actor, action: "invite", detail });
    return ok({ ...person, recordId: created.value });
  });
}

/** Changes a person of the table. The caller has settled that `actor` may; the rules of `checkChange` hold besides. */
export function changePerson(
  container: Container,
  actor: string,
  request: ChangeRequest,
): Promise<Result<KnownPerson, PeopleError>> {
  return inTurn(container, async (table) => {
    const change = await readChange(container, request);
    if (!change.ok) return change;
    const checked = checkChange(everybody(container, table), {
      actor,
      email: parseEmail(request.email) ?? request.email,
      change: change.value,
    });
    if (!checked.ok) return checked;
    const { before, after } = checked.value;
    const fields = differing(before, change.value);
    if (Object.keys(fields).length === 0) return ok(after);
    const written = await container.people.update(before.recordId, fields);
    if (!written.ok) return err(describeFailure(written.error));
    container.audit.record({ actor, ...describeChange(before, after) });
    return ok(after);
  });
}

function fixedAdmin(email: string): KnownPerson {
  return { recordId: undefined, email, name: email, role: "admin", slugs: [], isActive: true };
}

/** Those of `ADMIN_EMAILS`, then the table's without them. */
function everybody({ env }: Pick<Container, "env">, table: PeopleSnapshot): readonly KnownPerson[] {
  const others = table.people.filter(({ email }) => !env.ADMIN_EMAILS.includes(email));
  return [...[...new Set(env.ADMIN_EMAILS)].map(fixedAdmin), ...others];
}

/** One change at a time, on a table read for it: rules that look at everybody must see everybody. */
async function inTurn<T>(
  { people, peopleTurn }: Container,
  work: (table: PeopleSnapshot) => Promise<Result<T, PeopleError>>,
): Promise<Result<T, PeopleError>> {
  const outcome = await peopleTurn.take(async () => {
    people.expire();
    const table = await people.read();
    if (!table.ok || table.value.isStale) {
      return refuse("unavailable", "Airtable did not answer, so nothing was changed; try again.");
    }
    if (table.value.isTableMissing) {
      return refuse("no_table", "There is no people's table yet; npm run setup makes it.");
    }
    return work(table.value);
  });
  return outcome ?? refuse("busy", "Somebody else is changing people just now; try again.");
}
