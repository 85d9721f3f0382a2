import { z } from "zod";
import { json, type SandboxRequest, type SandboxResponse } from "./http";

/** A column; single selects have their options. */
export interface Column {
  readonly type: string;
  readonly choices?: readonly string[] | undefined;
}

/** The columns of a table by name. */
export type Columns = Map<string, Column>;

/** What the key may do with the base's tables, besides their records. */
export type SchemaScope = "none" | "read" | "write";

const NewField = z.looseObject({
  name: z.string().min(1),
  type: z.string(),
  options: z
    .looseObject({ choices: z.array(z.looseObject({ name: z.string() })).optional() })
    .optional(),
});

/** Types that the real API does not make without their options. */
const NEEDS_OPTIONS = ["singleSelect", "number", "checkbox", "dateTime", "date"];
const NewTable = z.looseObject({ name: z.string().min(1), fields: z.array(NewField).min(1) });

/** Where the metadata API keeps what it makes. */
export interface MetaWorld {
  readonly tables: ReadonlyMap<string, { readonly columns: Columns }>;
  readonly scope: SchemaScope;
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
  if (!isAllowed(request.method, world.scope)) return FORBIDDEN;
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

const FORBIDDEN = json(403, {
  error: { type: "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND", message: "Invalid permissions." },
});

function isAllowed(method: string, scope: SchemaScope): boolean {
  return scope === "write" || (scope === "read" && method === "GET");
}

function createTable(body: unknown, world: MetaWorld): SandboxResponse {
  const parsed = NewTable.safeParse(body);
  if (!parsed.success || parsed.data.fields.some(lacksOptions)) return invalid("Invalid table");
  const { name, fields } = parsed.data;
  if (world.tables.has(name)) return invalid(`A table named ${name} exists already.`);
  const columns: Columns = new Map(fields.map((field) => [field.name, columnOf(field)]));
  world.addTable(name, columns);
  return json(200, describe(name, columns));
}

function createField(body: unknown, columns: Columns): SandboxResponse {
  const parsed = NewField.safeParse(body);
  if (!parsed.success || lacksOptions(parsed.data)) return invalid("Invalid field");
  if (columns.has(parsed.data.name)) return invalid("A field with this name exists already.");
  const column = columnOf(parsed.data);
  columns.set(parsed.data.name, column);
  return json(200, describeField(parsed.data.name, column));
}

function invalid(message: string): SandboxResponse {
  return json(422, { error: { type: "INVALID_REQUEST_UNKNOWN", message } });
}

function lacksOptions({ type, options }: z.infer<typeof NewField>): boolean {
  return NEEDS_OPTIONS.includes(type) && options === undefined;
}

function columnOf({ type, options }: z.infer<typeof NewField>): Column {
  return type === "singleSelect"
    ? { type, choices: options?.choices?.map(({ name }) => name) ?? [] }
    : { type };
}

function idOf(table: string): string {
  return `tbl${table.replace(/\W/g, "")}`;
}

function describe(name: string, columns: Columns) {
  return {
    id: idOf(name),
    name,
    fields: [...columns].map(([column, each]) => describeField(column, each)),
  };
}

function describeField(name: string, { type, choices }: Column) {
  const field = { id: `fld${name.replace(/\W/g, "")}`, name, type };
  return choices === undefined
    ? field
    : { ...field, options: { choices: choices.map((choice) => ({ name: choice })) } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
