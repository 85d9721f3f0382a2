import type { Column, Columns } from "./airtable-meta";

/** A cell; a blank one is left out of answers, as Airtable does. */
export type Cell = string | number | boolean;
export type Fields = Readonly<Record<string, Cell>>;

/** A table: its columns and its records in order. */
export interface Table {
  readonly columns: Columns;
  readonly records: Map<string, Map<string, Cell>>;
}

/** The creators' table, which the knobs mean unless they name another. */
export const CREDENTIALS = "LTK_Credentials";
export const PEOPLE = "Dashboard_People";
const AUDIT = "Dashboard_Audit";

const TEXT: Column = { type: "singleLineText" };
const LONG: Column = { type: "multilineText" };

function select(...choices: readonly string[]): Column {
  return { type: "singleSelect", choices };
}

const COLUMNS: Readonly<Record<string, Readonly<Record<string, Column>>>> = {
  [CREDENTIALS]: {
    Creator: TEXT,
    Slug: TEXT,
    Publisher_ID: TEXT,
    Account_ID: TEXT,
    Profile_ID: TEXT,
    Access_Token: LONG,
    ID_Token: LONG,
    Refresh_Token: LONG,
    Token_Version: { type: "number" },
    Token_Expires_At: { type: "dateTime" },
    Last_Refreshed: { type: "dateTime" },
    Refresh_Token_Captured_At: { type: "dateTime" },
    Consecutive_Failures: { type: "number" },
    Error_Message: LONG,
    Timezone: TEXT,
    Currency: TEXT,
    Client_ID: TEXT,
    Status: select("active", "expiring", "error", "needs_reauth", "paused"),
  },
  [PEOPLE]: {
    Email: { type: "email" },
    Name: TEXT,
    Role: select("admin", "manager", "creator"),
    Creators: TEXT,
    Active: { type: "checkbox" },
  },
  [AUDIT]: {
    At: { type: "dateTime" },
    Actor: TEXT,
    Action: TEXT,
    Creator: TEXT,
    Detail: LONG,
  },
};

/** The dashboard's three tables as this project makes them, without records. */
export function createTables(): Map<string, Table> {
  return new Map(
    Object.entries(COLUMNS).map(([name, columns]) => [
      name,
      { columns: new Map(Object.entries(columns)), records: new Map() },
    ]),
  );
}

/** Invented people for the demo and the tests: an admin, a manager with her creators, a creator. */
export const INVENTED_PEOPLE: readonly Fields[] = [
  { Email: "mara@studio.example", Name: "Mara Voss", Role: "admin", Active: true },
  {
    Email: "noor@studio.example",
    Name: "Noor Haddad",
    Role: "manager",
    Creators: "ava-lane, bea-ortiz, gia-romano, dina-moss",
    Active: true,
  },
  {
    Email: "ava@creators.example",
    Name: "Ava Lane",
    Role: "creator",
    Creators: "ava-lane",
    Active: true,
  },
];
