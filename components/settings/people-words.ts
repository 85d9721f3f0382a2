import {
  type CreatorChoice,
  PEOPLE_DONE,
  PEOPLE_PROBLEMS,
  type PeopleDone,
  type PeopleProblem,
  type PersonRow,
} from "@/lib/contracts/people.url";
import { ROLES, type Role } from "@/lib/core/role";

/** What a role is called. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  admin: "Admin",
  manager: "Manager",
  creator: "Creator",
};

/** What a role may do, for whoever gives it. */
export const ROLE_MEANS: Readonly<Record<Role, string>> = {
  admin: "sees every creator, connects them to LTK, and manages people",
  manager: "sees the creators ticked below, and nobody else’s",
  creator: "sees her own figures alone",
};

const PLURALS: Readonly<Record<Role, string>> = {
  admin: "admins",
  manager: "managers",
  creator: "creators",
};
const NUMBERS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];
/** Names that a cell of the table lists; her page lists all. */
const MAX_NAMES = 3;

/** The headline of the people's page. */
export function peopleSentence(people: readonly PersonRow[]): string {
  const count = people.filter(({ isActive }) => isActive).length;
  if (count === 0) return "Nobody may sign in.";
  return `${NUMBERS[count] ?? count} ${count === 1 ? "person" : "people"} may sign in.`;
}

/** What the headline leaves out: who they are, and how many are shut out. */
export function peopleRest(people: readonly PersonRow[]): string {
  const active = people.filter(({ isActive }) => isActive);
  const roles = ROLES.flatMap((role) => {
    const count = active.filter((person) => person.role === role).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? role : PLURALS[role]}`];
  });
  const inactive = people.length - active.length;
  const shutOut = `${inactive === 1 ? "is" : "are"} deactivated.`;
  if (active.length === 0) return inactive === 0 ? "" : `${inactive} ${shutOut}`;
  return `${roles.join(", ")}.${inactive === 0 ? "" : ` ${inactive} more ${shutOut}`}`;
}

/** Whose figures a person sees, in a few words. */
export function creatorsWords({ role, creators }: Pick<PersonRow, "role" | "creators">): string {
  if (role === "admin") return "All";
  if (creators.length === 0) return "None yet";
  const names = creators.map(creatorName);
  // "and 1 more" would take the place of the name.
  if (names.length <= MAX_NAMES + 1) return names.join(", ");
  return `${names.slice(0, MAX_NAMES).join(", ")} and ${names.length - MAX_NAMES} more`;
}

/** A creator's name, or her slug when the creators' table has none. */
export function creatorName({ slug, name }: CreatorChoice): string {
  return name ?? `${slug} (no such creator)`;
}

/** What stands in the way of changing people; `null`: nothing. */
export function changeObstacle({
  isTableMissing,
  staleSinceMs,
  choices,
}: {
  readonly isTableMissing: boolean;
  readonly staleSinceMs: number | null;
  readonly choices: readonly CreatorChoice[] | null;
}): string | null {
  if (staleSinceMs !== null) return "Airtable does not answer, so nobody can be changed just now.";
  if (isTableMissing) return "There is no people’s table yet, so nobody can be added.";
  if (choices === null) return "The creators cannot be read, so nobody can be given any just now.";
  return null;
}

interface OutcomeWords {
  readonly title: string;
  readonly rest: string;
}

const DONE: Readonly<Record<PeopleDone, OutcomeWords>> = {
  invited: {
    title: "She is on the list.",
    rest: "No mail was sent. Make a sign-in link below and give it to her.",
  },
  changed: { title: "Saved.", rest: "Pages that are open elsewhere follow within a minute." },
  deactivated: {
    title: "She may not sign in any more.",
    rest: "Pages she has open close within a minute. Her row stays, and you can let her in again.",
  },
  reactivated: { title: "She may sign in again.", rest: "She sees what she saw before." },
  signed_out: {
    title: "She is signed out everywhere.",
    rest: "Her browsers notice within a minute, and links she has not used are void.",
  },
  signed_out_here: {
    title: "She is signed out on this server only.",
    rest: "The shared store did not answer, so others could not be told. Try again in a minute.",
  },
};

const NOTHING = "Nothing was changed.";
const PROBLEMS: Readonly<Record<PeopleProblem, OutcomeWords>> = {
  invalid_email: { title: "That is no e-mail address.", rest: NOTHING },
  invalid_name: { title: "A name has 1 to 100 characters.", rest: NOTHING },
  unknown_role: { title: "There is no such role.", rest: NOTHING },
  unknown_creator: {
    title: "One of these creators is gone.",
    rest: `${NOTHING} The list below is new.`,
  },
  no_creator: { title: "Tick the creator she is.", rest: NOTHING },
  already_there: {
    title: "Somebody with this address is on the list already.",
    rest: `${NOTHING} She may be deactivated, or her row may need mending.`,
  },
  not_found: { title: "She is not on the list any more.", rest: NOTHING },
  fixed: {
    title: "She is set in ADMIN_EMAILS.",
    rest: `${NOTHING} That is done where this is hosted.`,
  },
  own_rights: {
    title: "Nobody takes her own admin rights.",
    rest: `${NOTHING} Another admin can.`,
  },
  last_admin: {
    title: "This is the last active admin.",
    rest: `${NOTHING} Make somebody else an admin first.`,
  },
  no_table: {
    title: "There is no people’s table yet.",
    rest: `${NOTHING} npm run setup makes the table.`,
  },
  refused: {
    title: "Airtable refused the row.",
    rest: `${NOTHING} npm run setup says what the table lacks.`,
  },
  unavailable: {
    title: "Airtable does not answer.",
    rest: `${NOTHING} Try again in a minute.`,
  },
  in_doubt: {
    title: "Airtable’s answer was lost.",
    rest: "It may have been done: look at the list before you try again.",
  },
  busy: { title: "Somebody else is changing people just now.", rest: `${NOTHING} Try again.` },
};

/** What became of the last form, said above the page. */
export interface PeopleOutcome extends OutcomeWords {
  readonly isDone: boolean;
}

/** Reads the codes that a form's redirect has left in the address; `null` for none or what is not ours. */
export function parsePeopleOutcome({
  done,
  problem,
}: {
  readonly done: string | undefined;
  readonly problem: string | undefined;
}): PeopleOutcome | null {
  const wrong = PEOPLE_PROBLEMS.find((code) => code === problem);
  if (wrong !== undefined) return { ...PROBLEMS[wrong], isDone: false };
  const right = PEOPLE_DONE.find((code) => code === done);
  return right === undefined ? null : { ...DONE[right], isDone: true };
}
