import { parseSlug, type Slug } from "../core/brand";
import { parseEmail } from "../core/email";
import { err, ok, type Result } from "../core/result";
import { parseRole, ROLES, type Role } from "../core/role";
import { text } from "./cell-values";
import type { AirtableRecord } from "./client";

/** Somebody with a row in the people's table that can be read. */
export interface Person {
  readonly recordId: string;
  /** Trimmed and in lower case; no other row has it. */
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** The creators a manager works for, or the one a creator is. An admin needs none. */
  readonly slugs: readonly Slug[];
  readonly isActive: boolean;
}

/** A row that gives no access, and why. */
export interface PersonProblem {
  readonly recordId: string;
  readonly name: string;
  /** When it can be read: nobody is invited a second time beside such a row. */
  readonly email: string | undefined;
  /** A sentence for the person who mends the row. */
  readonly problem: string;
}

/** What the people's table holds. */
export interface People {
  readonly people: readonly Person[];
  readonly problems: readonly PersonProblem[];
  /** There is no such table yet, or the key may not see it. */
  readonly isTableMissing: boolean;
}

/** Reads the records of the people's table. Never fails: a row that cannot be read is a problem and gives no access. */
export function parsePeople(records: readonly AirtableRecord[]): People {
  const rows = records.filter(({ fields }) => !isBlank(fields)).map(parseRow);
  const problems = rows.flatMap((row) => (row.ok ? [] : [row.error]));
  const readable = rows.flatMap((row) => (row.ok ? [row.value] : []));
  const isTwice = ({ email }: Person) =>
    readable.filter((other) => other.email === email).length > 1;
  return {
    people: readable.filter((person) => !isTwice(person)),
    problems: [
      ...problems,
      ...readable.filter(isTwice).map(({ recordId, name, email }) => ({
        recordId,
        name,
        email,
        problem: `Another row has the e-mail address ${email}, too; neither gives access.`,
      })),
    ],
    isTableMissing: false,
  };
}

/** Airtable's new tables come with blank rows, which are nobody. */
function isBlank(fields: AirtableRecord["fields"]): boolean {
  return ["Email", "Name", "Role", "Creators"].every((column) => listed(fields[column]) === "");
}

function parseRow({ id, fields }: AirtableRecord): Result<Person, PersonProblem> {
  const emailText = text(fields["Email"]) ?? "";
  const roleText = listed(fields["Role"]);
  const email = parseEmail(emailText);
  const role = parseRole(roleText);
  const slugTexts = listed(fields["Creators"])
    .split(/[,\n]/)
    .map((slug) => slug.trim().toLowerCase())
    .filter((slug) => slug !== "");
  const slugs = slugTexts.flatMap((slug) => parseSlug(slug) ?? []);
  const unreadable = slugTexts.filter((slug) => parseSlug(slug) === undefined);
  const name = text(fields["Name"]) ?? (emailText === "" ? "Unnamed row" : emailText);
  const problem = (sentence: string) => err({ recordId: id, name, email, problem: sentence });
  if (email === undefined) {
    return problem(
      emailText === "" ? "Email is blank." : `Email “${emailText}” is no e-mail address.`,
    );
  }
  if (role === undefined) {
    const given = roleText === "" ? "Role is blank" : `Role “${roleText}” is unknown`;
    return problem(`${given}; it must be ${ROLES.join(", ")}.`);
  }
  if (unreadable.length > 0) {
    return problem(`Creators holds what is no slug: ${unreadable.join(", ")}.`);
  }
  const isActive = fields["Active"] === true;
  return ok({ recordId: id, email, name, role, slugs: [...new Set(slugs)], isActive });
}

/** A cell as one text, also where somebody made the column a multiple select. */
function listed(value: unknown): string {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.flatMap((each) => text(each) ?? []).join(", ");
}
