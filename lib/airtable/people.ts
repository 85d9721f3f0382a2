import { ok, type Result } from "../core/result";
import type { Clock, Sleep } from "../core/time";
import type { AirtableClient, RecordUpdate } from "./client";
import type { AirtableError } from "./errors";
import { type People, type Person, parsePeople } from "./person";
import { createSharedReading, type Sharing } from "./shared-reading";
import { parseStoredPeople } from "./stored-people";
import { createTableReader } from "./table-reader";

export type { People, Person, PersonProblem } from "./person";

/** The people's table at one moment. */
export interface PeopleSnapshot extends People {
  readonly readAt: number;
  /** Airtable did not answer since, so this may be out of date; nothing is changed meanwhile. */
  readonly isStale: boolean;
}

/** What is written of a person. */
export type PersonToSave = Omit<Person, "recordId">;

/** Who may sign in: the table, read seldom, and the two ways in which we change it. */
export interface PeopleTable {
  /** The table, at most a minute old; an older one, marked stale, for an hour while Airtable is down. */
  read(): Promise<Result<PeopleSnapshot, AirtableError>>;
  /** Makes the next read ask Airtable. */
  expire(): void;
  /** Adds a row and answers its id. It shows at once here, and on other instances within about a minute. */
  create(person: PersonToSave): Promise<Result<string, AirtableError>>;
  /** Changes a row; every column of a change counts, so one that is refused fails the whole. */
  update(
    recordId: string,
    change: Partial<Omit<PersonToSave, "email">>,
  ): Promise<Result<undefined, AirtableError>>;
}

const NO_TABLE: People = { people: [], problems: [], isTableMissing: true };

/** Makes the people's table. No user text enters a formula: rows are chosen in code. */
export function createPeopleTable(options: {
  readonly client: Pick<AirtableClient, "list" | "create" | "update">;
  readonly table: string;
  readonly now: Clock;
  readonly sleep: Sleep;
  readonly sharing?: Sharing | undefined;
}): PeopleTable {
  const { client, table, sharing } = options;

  async function load(): Promise<Result<People, AirtableError>> {
    const records = await client.list(table);
    if (records.ok) return ok(parsePeople(records.value));
    // Airtable says 403 for a table that does not exist. Either way nobody has access through it.
    const isMissing = records.error.code === "not_found" || records.error.code === "forbidden";
    return isMissing ? ok(NO_TABLE) : records;
  }

  const reader = createTableReader<People>({
    ...options,
    load,
    shared: sharing && createSharedReading(`people|${table}`, sharing, parseStoredPeople),
  });
  return {
    async read() {
      const reading = await reader.read();
      if (!reading.ok) return reading;
      const { value, readAt, isStale } = reading.value;
      return ok({ ...value, readAt, isStale });
    },
    expire: () => reader.expire(),
    async create(person) {
      const created = await client.create(table, [toFields(person)]);
      if (!created.ok) {
        reader.expire();
        return created;
      }
      const [recordId] = created.value;
      if (recordId === undefined) throw new Error("a row was made and has no id");
      reader.expire((known) => ({ ...known, people: [...known.people, { ...person, recordId }] }));
      return ok(recordId);
    },
    async update(recordId, change) {
      const written = await client.update(table, [{ id: recordId, fields: toFields(change) }]);
      if (!written.ok) reader.expire();
      else
        reader.expire((known) => ({ ...known, people: changed(known.people, recordId, change) }));
      return written;
    },
  };
}

function changed(
  people: readonly Person[],
  recordId: string,
  change: Partial<PersonToSave>,
): readonly Person[] {
  return people.map((person) => (person.recordId === recordId ? { ...person, ...change } : person));
}

function toFields({
  email,
  name,
  role,
  slugs,
  isActive,
}: Partial<PersonToSave>): RecordUpdate["fields"] {
  return {
    ...(email === undefined ? {} : { Email: email }),
    ...(name === undefined ? {} : { Name: name }),
    ...(role === undefined ? {} : { Role: role }),
    ...(slugs === undefined ? {} : { Creators: slugs.join(", ") }),
    ...(isActive === undefined ? {} : { Active: isActive }),
  };
}
