import { ROLES } from "../core/role";

/** A column as we would make it, in the metadata API's words. */
export interface WantedColumn {
  readonly name: string;
  readonly type:
    | "singleLineText"
    | "multilineText"
    | "email"
    | "number"
    | "checkbox"
    | "dateTime"
    | "singleSelect";
  /** A single select's options. */
  readonly choices?: readonly string[];
  /** Types under which what we write or read would be lost; an existing column of another type is left as it is. */
  readonly isUnusable?: (type: string) => boolean;
}

/** A table of this project. The first column is the primary one. */
export interface WantedTable {
  readonly name: string;
  readonly columns: readonly WantedColumn[];
}

/** The tables' names in this deployment. */
export interface TableNames {
  readonly creators: string;
  readonly people: string;
  readonly audit: string;
}

/** The three tables with every column that this project writes or reads. */
export function wantedTables(names: TableNames): readonly WantedTable[] {
  return [
    { name: names.creators, columns: CREATORS },
    { name: names.people, columns: PEOPLE },
    { name: names.audit, columns: AUDIT },
  ];
}

function text(name: string): WantedColumn {
  return { name, type: "singleLineText" };
}

function longText(name: string): WantedColumn {
  return { name, type: "multilineText" };
}

/** Rich text puts marks of its own into a token. */
function token(name: string): WantedColumn {
  return { ...longText(name), isUnusable: (type) => type === "richText" };
}

const CREATORS: readonly WantedColumn[] = [
  text("Creator"),
  text("Slug"),
  text("Publisher_ID"),
  text("Account_ID"),
  text("Profile_ID"),
  token("Access_Token"),
  token("ID_Token"),
  token("Refresh_Token"),
  { name: "Token_Version", type: "number" },
  { name: "Token_Expires_At", type: "dateTime" },
  { name: "Last_Refreshed", type: "dateTime" },
  { name: "Refresh_Token_Captured_At", type: "dateTime" },
  {
    name: "Status",
    type: "singleSelect",
    choices: ["active", "expiring", "error", "needs_reauth", "paused"],
  },
  { name: "Consecutive_Failures", type: "number" },
  longText("Error_Message"),
  text("Timezone"),
  text("Currency"),
  text("Client_ID"),
];

const PEOPLE: readonly WantedColumn[] = [
  { name: "Email", type: "email" },
  text("Name"),
  { name: "Role", type: "singleSelect", choices: ROLES },
  text("Creators"),
  { name: "Active", type: "checkbox", isUnusable: (type) => type !== "checkbox" },
];

const AUDIT: readonly WantedColumn[] = [
  { name: "At", type: "dateTime" },
  text("Actor"),
  text("Action"),
  text("Creator"),
  longText("Detail"),
];
