import type { WantedColumn, WantedTable } from "./wanted-tables";

/** A table as it stands in the base. */
export interface ExistingTable {
  readonly id: string;
  readonly name: string;
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    /** A single select's options. */
    readonly choices?: readonly string[] | undefined;
  }[];
}

/** Something that is missing and that the metadata API can make. */
export type Step =
  | { readonly kind: "table"; readonly table: WantedTable }
  | {
      readonly kind: "column";
      readonly tableId: string;
      readonly tableName: string;
      readonly column: WantedColumn;
    };

/** What stands between the base and the tables we want. */
export interface SchemaPlan {
  readonly steps: readonly Step[];
  /** What only a person can do, a sentence each. */
  readonly clicks: readonly string[];
}

/** Compares the base with the tables we want. Nothing that exists is ever changed: where that is needed, a person does it. */
export function planSchema(
  wanted: readonly WantedTable[],
  existing: readonly ExistingTable[],
): SchemaPlan {
  const plans = wanted.map((table): SchemaPlan => {
    const found = existing.find(({ name }) => name === table.name);
    return found === undefined
      ? { steps: [{ kind: "table", table }], clicks: [] }
      : planTable(table, found);
  });
  return {
    steps: plans.flatMap(({ steps }) => steps),
    clicks: plans.flatMap(({ clicks }) => clicks),
  };
}

function planTable({ columns }: WantedTable, existing: ExistingTable): SchemaPlan {
  const { id: tableId, name: tableName } = existing;
  const steps: Step[] = [];
  const clicks: string[] = [];
  for (const column of columns) {
    const found = existing.columns.find(({ name }) => name === column.name);
    if (found === undefined) {
      steps.push({ kind: "column", tableId, tableName, column });
    } else if (column.isUnusable?.(found.type) === true) {
      clicks.push(
        `In the table “${tableName}”, change the type of the column “${column.name}” to ${describeType(column)}.`,
      );
    } else {
      const missing = missingChoices(column, found.choices);
      if (missing.length > 0) {
        clicks.push(
          `In the table “${tableName}”, edit the column “${column.name}” and add the option${missing.length === 1 ? "" : "s"} ${missing.join(", ")}.`,
        );
      }
    }
  }
  return { steps, clicks };
}

/** A column that is no select takes any text. */
function missingChoices(
  { choices = [] }: WantedColumn,
  offered: readonly string[] | undefined,
): readonly string[] {
  return offered === undefined ? [] : choices.filter((choice) => !offered.includes(choice));
}

/** A step as a person would do it in Airtable. */
export function describeClick(step: Step): string {
  if (step.kind === "column") {
    return `In the table “${step.tableName}”, add the column ${describeColumn(step.column)}.`;
  }
  const { name, columns } = step.table;
  return `Add a table named “${name}” with the columns ${columns.map(describeColumn).join(", ")}. Column names must match letter by letter.`;
}

/** A step in a few words: "table Dashboard_People". */
export function describeStep(step: Step): string {
  return step.kind === "table"
    ? `table ${step.table.name} (${step.table.columns.length} columns)`
    : `column ${step.column.name} of ${step.tableName}`;
}

function describeColumn(column: WantedColumn): string {
  return `“${column.name}” (${describeType(column)})`;
}

/** A type as Airtable's page calls it. */
function describeType({ type, choices = [] }: WantedColumn): string {
  switch (type) {
    case "singleLineText":
      return "Single line text";
    case "multilineText":
      return "Long text, without rich text formatting";
    case "email":
      return "Email";
    case "number":
      return "Number, integer";
    case "checkbox":
      return "Checkbox";
    case "dateTime":
      return "Date, with time, in GMT";
    case "singleSelect":
      return `Single select: ${choices.join(", ")}`;
  }
}
