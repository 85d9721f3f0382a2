import { z } from "zod";
import { json, type SandboxRequest, type SandboxResponse } from "./http";

/** The columns of a table, for single selects with their options. */
export type Columns = Map<string, readonly string[] | undefined>;

const NewField = z.looseObject({
  name: z.string().min(1),
  type: z.string(),
  options: z.looseObject({ choices: z.array(z.looseObject({ name: z.string() })) }).optional(),
});
const NewTable = z.looseObject({ name: z.string().min(1), fields: z.array(NewField).min(1) });

/** Where the metadata API keeps what it makes. */
export interface MetaWorld {
  readonly tables: ReadonlyMap<string, { readonly columns: Columns }>;
  addTable(name: string, columns: Columns): void;
}

/** `/v0/meta/bases/{base}/tables…`: lists tables, creates tables and fields. `undefined`: not this API. */
export function metadata(
  request: SandboxRequest,
  baseId: string,
  world: MetaWorld,
): SandboxResponse | undefined {
  const parts = request.url.pathname.split("/").filter((part) => part !== "");
  const [version, meta, bases, base, tables, tableId, fields] = parts.map(decodeURIComponent);
  if (version !== "v0" || meta !== "meta" || bases !== "bases") return undefined;
  if (base !== baseId || tables !== "tables") return json(404, { error: "NOT_FOUND" });
  if (request.method === "GET" && tableId === undefined) {
    return json(200, {
      tables: [...world.tables].map(([name, { columns }]) => describe(name, columns)),
    });
  }
  if (request.method !== "POST") return json(404, { error: "NOT_FOUND" });
  const body = parseJson(request.body);
  if (tableId === undefined) return createTable(body, world);
  const name = [...world.tables.keys()].find((table) => idOf(table) === tableId);
  const columns = name === undefined ? undefined : world.tables.get(name)?.columns;
  return columns === undefined || fields !== "fields"
    ? json(404, { error: "NOT_FOUND" })
    : createField(body, columns);
}

function createTable(body: unknown, world: MetaWorld): SandboxResponse {
  const parsed = NewTable.safeParse(body);
  if (!parsed.success) return invalid("Invalid table");
  const { name, fields } = parsed.data;
  if (world.tables.has(name)) return invalid(`A table named ${name} exists already.`);
  const columns: Columns = new Map(fields.map((field) => [field.name, optionsOf(field)]));
  world.addTable(name, columns);
  return json(200, describe(name, columns));
}

function createField(body: unknown, columns: Columns): SandboxResponse {
  const parsed = NewField.safeParse(body);
  if (!parsed.success) return invalid("Invalid field");
  if (columns.has(parsed.data.name)) return invalid("A field with this name exists already.");
  columns.set(parsed.data.name, optionsOf(parsed.data));
  return json(200, describeField(parsed.data.name, optionsOf(parsed.data)));
}

function invalid(message: string): SandboxResponse {
  return json(422, { error: { type: "INVALID_REQUEST_UNKNOWN", message } });
}

function optionsOf(field: z.infer<typeof NewField>): readonly string[] | undefined {
  return field.type === "singleSelect"
    ? (field.options?.choices.map(({ name }) => name) ?? [])
    : undefined;
}

function idOf(table: string): string {
  return `tbl${table.replace(/\W/g, "")}`;
}

function describe(name: string, columns: Columns) {
  return {
    id: idOf(name),
    name,
    fields: [...columns].map(([column, options]) => describeField(column, options)),
  };
}

function describeField(name: string, options: readonly string[] | undefined) {
  const id = `fld${name.replace(/\W/g, "")}`;
  return options === undefined
    ? { id, name, type: "singleLineText" }
    : {
        id,
        name,
        type: "singleSelect",
        options: { choices: options.map((each) => ({ name: each })) },
      };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
