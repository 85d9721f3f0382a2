import { z } from "zod";
import { err, ok, type Result } from "../core/result";
import type { AirtableClient } from "./client";
import type { AirtableError } from "./errors";
import {
  describeClick,
  describeStep,
  type ExistingTable,
  planSchema,
  type Step,
} from "./schema-plan";
import { type TableNames, type WantedColumn, wantedTables } from "./wanted-tables";

/** What was made, and what is left for a person. */
export interface SchemaReport {
  /** A few words each: "column Currency of LTK_Credentials". In a dry run: what would be made. */
  readonly made: readonly string[];
  /** What Airtable's API cannot do or refuses, a sentence each. */
  readonly clicks: readonly string[];
  /** The key may not look at tables, or not make them. */
  readonly missingScope: "schema.bases:read" | "schema.bases:write" | undefined;
}

/** The base's tables and columns. */
export interface Schema {
  /**
   * Makes the tables and columns that are missing, and changes nothing that exists. Errors: Airtable does not answer, or
   * refuses the key; what was made until then stays, and a repeated call goes on from it.
   */
  prepare(options: { readonly isDryRun: boolean }): Promise<Result<SchemaReport, AirtableError>>;
}

const Tables = z.looseObject({
  tables: z.array(
    z.looseObject({
      id: z.string(),
      name: z.string(),
      fields: z.array(
        z.looseObject({
          name: z.string(),
          type: z.string(),
          options: z
            .looseObject({ choices: z.array(z.looseObject({ name: z.string() })).optional() })
            .nullish(),
        }),
      ),
    }),
  ),
});

/** Makes the keeper of the base's tables over the metadata API. */
export function createSchema(client: Pick<AirtableClient, "metadata">, names: TableNames): Schema {
  const wanted = wantedTables(names);

  async function list(): Promise<Result<readonly ExistingTable[], AirtableError>> {
    const answer = await client.metadata({ method: "GET", path: "/tables" });
    if (!answer.ok) return answer;
    const parsed = Tables.safeParse(answer.value);
    if (!parsed.success) {
      return err({ code: "bad_shape", message: "GET tables: the answer has an unknown form" });
    }
    return ok(
      parsed.data.tables.map(({ id, name, fields }) => ({
        id,
        name,
        columns: fields.map(({ name: column, type, options }) => ({
          name: column,
          type,
          choices: options?.choices?.map((choice) => choice.name),
        })),
      })),
    );
  }

  function make(step: Step): Promise<Result<unknown, AirtableError>> {
    const method = "POST";
    if (step.kind === "column") {
      const path = `/tables/${encodeURIComponent(step.tableId)}/fields`;
      return client.metadata({ method, path, body: toField(step.column) });
    }
    const { name, columns } = step.table;
    return client.metadata({
      method,
      path: "/tables",
      body: { name, fields: columns.map(toField) },
    });
  }

  return {
    async prepare({ isDryRun }) {
      const existing = await list();
      if (!existing.ok) {
        if (existing.error.code !== "forbidden") return existing;
        const { steps } = planSchema(wanted, []);
        return ok({
          made: [],
          clicks: steps.map(describeClick),
          missingScope: "schema.bases:read",
        });
      }
      const { steps, clicks } = planSchema(wanted, existing.value);
      if (isDryRun) return ok({ made: steps.map(describeStep), clicks, missingScope: undefined });
      const made: string[] = [];
      const refused: string[] = [];
      let missingScope: SchemaReport["missingScope"];
      for (const step of steps) {
        // One refusal of the scope tells of all.
        const answer = missingScope === undefined ? await make(step) : undefined;
        const code = answer === undefined || answer.ok ? undefined : answer.error.code;
        if (code === "forbidden") missingScope = "schema.bases:write";
        if (answer?.ok === true) made.push(describeStep(step));
        else if (code === undefined || code === "forbidden" || code === "refused") {
          refused.push(describeClick(step));
        } else if (answer !== undefined) return answer;
      }
      return ok({ made, clicks: [...refused, ...clicks], missingScope });
    },
  };
}

/** What the metadata API demands beside a type. */
const OPTIONS: Readonly<Partial<Record<WantedColumn["type"], object>>> = {
  number: { precision: 0 },
  checkbox: { icon: "check", color: "greenBright" },
  dateTime: { timeZone: "utc", dateFormat: { name: "iso" }, timeFormat: { name: "24hour" } },
};

function toField({ name, type, choices }: WantedColumn): object {
  const options =
    choices === undefined
      ? OPTIONS[type]
      : { choices: choices.map((choice) => ({ name: choice })) };
  return options === undefined ? { name, type } : { name, type, options };
}
