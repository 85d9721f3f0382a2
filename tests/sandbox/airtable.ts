import { z } from "zod";
import { metadata, type SchemaScope } from "./airtable-meta";
import { type Cell, CREDENTIALS, createTables, type Fields, type Table } from "./airtable-tables";
import { json, type SandboxRequest, type SandboxResponse } from "./http";

export type { Cell, Fields } from "./airtable-tables";

/** Airtable's rules that tests meet: requests a second, the lockout after them, records a call, records a page. */
const REQUESTS_PER_SECOND = 5;
const LOCKOUT_MS = 30_000;
const MAX_BATCH = 10;
const PAGE_SIZE = 100;

const Written = z.strictObject({
  id: z.string().optional(),
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
const Body = z.looseObject({
  records: z.array(Written).optional(),
  fields: Written.shape.fields.optional(),
  typecast: z.boolean().optional(),
  performUpsert: z.looseObject({ fieldsToMergeOn: z.array(z.string()).min(1).max(3) }).optional(),
});

function problem(status: number, type: string, message: string): SandboxResponse {
  return json(status, { error: { type, message } });
}

const NOT_FOUND = json(404, { error: "NOT_FOUND" });

/** The simulated base. */
export interface AirtableBase {
  handle(request: SandboxRequest): SandboxResponse;
  /** `list`, `get`, `update` or `create`; of the tables themselves `schemaRead` or `schemaWrite`. */
  routeOf(request: SandboxRequest): string;
  addRow(fields: Fields, table?: string): string;
  rows(table: string): readonly Fields[];
  findRow(
    column: string,
    value: string,
    table?: string,
  ): { readonly id: string; readonly fields: Fields } | undefined;
  setRow(id: string, fields: Readonly<Record<string, Cell | null>>): void;
  removeRow(id: string): void;
  /** Makes the table one of an older tool: without this column. */
  dropField(column: string, table?: string): void;
  removeTable(table: string): void;
  /** Adds a table with columns of these types, as somebody made it by hand. */
  addTable(table: string, types: Readonly<Record<string, string>>): void;
  setSchemaScope(scope: SchemaScope): void;
  setStatusOptions(options: readonly string[]): void;
  /** How many data calls the plan's month has left; `null`: no limit. */
  setQuota(callsLeft: number | null): void;
}

/** Creates the base with the dashboard's three tables. */
export function createAirtableBase(options: {
  readonly apiKey: string;
  readonly baseId: string;
  readonly now: () => number;
  readonly isRateLimited: boolean;
}): AirtableBase {
  const tables = createTables();
  const recent: number[] = [];
  let lockedUntilMs = 0;
  let lastId = 0;
  let callsLeft: number | null = null;
  let scope: SchemaScope = "write";

  function tableOf(name: string): Table {
    const table = tables.get(name);
    if (table === undefined) throw new Error(`no table ${name}`);
    return table;
  }

  function tableWith(recordId: string): Table {
    const table = [...tables.values()].find(({ records }) => records.has(recordId));
    if (table === undefined) throw new Error(`no record ${recordId}`);
    return table;
  }

  function newId(): string {
    lastId += 1;
    return `recSandbox${String(lastId).padStart(7, "0")}`;
  }

  function isOverLimit(): boolean {
    if (!options.isRateLimited) return false;
    const nowMs = options.now();
    while (recent[0] !== undefined && recent[0] <= nowMs - 1_000) recent.shift();
    recent.push(nowMs);
    if (nowMs < lockedUntilMs) return true;
    if (recent.length <= REQUESTS_PER_SECOND) return false;
    lockedUntilMs = nowMs + LOCKOUT_MS;
    return true;
  }

  function write(
    table: Table,
    request: SandboxRequest,
    recordId: string | undefined,
  ): SandboxResponse {
    const body = Body.safeParse(parseJson(request.body));
    if (!body.success) return problem(422, "INVALID_REQUEST_UNKNOWN", "Invalid request");
    const isSingle = body.data.records === undefined;
    const written = body.data.records ?? [{ id: recordId, fields: body.data.fields ?? {} }];
    if (written.length > MAX_BATCH) {
      return problem(422, "INVALID_RECORDS", `At most ${MAX_BATCH} records a request.`);
    }
    const merge = body.data.performUpsert?.fieldsToMergeOn;
    for (const { id, fields } of written) {
      const isKnown = table.records.has(id ?? "");
      if (request.method === "PATCH" && merge === undefined && !isKnown) {
        const message = `Record ID ${id ?? ""} does not exist in this table`;
        return isSingle ? NOT_FOUND : problem(422, "ROW_DOES_NOT_EXIST", message);
      }
      const refusal = checkFields(table, fields, body.data.typecast === true);
      if (refusal !== undefined) return refusal;
    }
    if (merge !== undefined) return upsert(table, written, merge);
    const records = written.map(({ id = newId(), fields }) => {
      put(table, id, fields);
      return toRecord(table, id);
    });
    return json(200, isSingle ? records[0] : { records });
  }

  function upsert(
    table: Table,
    written: readonly z.infer<typeof Written>[],
    merge: readonly string[],
  ): SandboxResponse {
    const matches = written.map(({ fields }) =>
      [...table.records].flatMap(([id, cells]) =>
        merge.every((column) => cells.get(column) === fields[column]) ? [id] : [],
      ),
    );
    if (matches.some((ids) => ids.length > 1)) {
      return problem(422, "INVALID_VALUE_FOR_COLUMN", "Several records match the merge fields.");
    }
    const createdRecords: string[] = [];
    const updatedRecords: string[] = [];
    const records = written.map(({ fields }, index) => {
      const known = matches[index]?.[0];
      const id = known ?? newId();
      (known === undefined ? createdRecords : updatedRecords).push(id);
      put(table, id, fields);
      return toRecord(table, id);
    });
    return json(200, { records, createdRecords, updatedRecords });
  }

  return {
    routeOf(request) {
      if (partsOf(request.url).baseId === "meta") {
        return request.method === "GET" ? "schemaRead" : "schemaWrite";
      }
      if (request.method === "PATCH" || request.method === "PUT") return "update";
      if (request.method === "POST") return "create";
      return partsOf(request.url).recordId === undefined ? "list" : "get";
    },
    handle(request) {
      if (request.headers.authorization !== `Bearer ${options.apiKey}`) {
        return problem(401, "AUTHENTICATION_REQUIRED", "Authentication required");
      }
      if (isOverLimit()) return problem(429, "RATE_LIMIT_REACHED", "Rate limit exceeded.");
      const meta = metadata(request, options.baseId, {
        tables,
        scope,
        addTable: (name, columns) => void tables.set(name, { columns, records: new Map() }),
      });
      if (meta !== undefined) return meta;
      if (callsLeft !== null && callsLeft <= 0) {
        return problem(429, "PUBLIC_API_BILLING_LIMIT_EXCEEDED", "The month's calls are used up.");
      }
      if (callsLeft !== null) callsLeft -= 1;
      const { baseId, tableName, recordId } = partsOf(request.url);
      const table = tables.get(tableName ?? "");
      if (baseId !== options.baseId || table === undefined) {
        return problem(403, "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND", "No such base or table.");
      }
      if (request.method === "PATCH" || request.method === "POST")
        return write(table, request, recordId);
      if (request.method !== "GET") return NOT_FOUND;
      if (recordId === undefined) return list(table, request.url);
      return table.records.has(recordId) ? json(200, toRecord(table, recordId)) : NOT_FOUND;
    },
    addRow(fields, tableName = CREDENTIALS) {
      const id = newId();
      put(tableOf(tableName), id, fields);
      return id;
    },
    rows: (tableName) =>
      [...tableOf(tableName).records.values()].map((cells) => Object.fromEntries(cells)),
    findRow(column, value, tableName = CREDENTIALS) {
      for (const [id, cells] of tableOf(tableName).records) {
        if (cells.get(column) === value) return { id, fields: Object.fromEntries(cells) };
      }
      return undefined;
    },
    setRow: (id, fields) => put(tableWith(id), id, fields),
    removeRow: (id) => void tableWith(id).records.delete(id),
    dropField(column, tableName = CREDENTIALS) {
      const table = tableOf(tableName);
      table.columns.delete(column);
      for (const cells of table.records.values()) cells.delete(column);
    },
    addTable: (tableName, types) =>
      void tables.set(tableName, {
        columns: new Map(Object.entries(types).map(([name, type]) => [name, { type }])),
        records: new Map(),
      }),
    removeTable: (tableName) => void tables.delete(tableName),
    setSchemaScope: (allowed) => {
      scope = allowed;
    },
    setQuota: (left) => {
      callsLeft = left;
    },
    setStatusOptions: (choices) =>
      void tableOf(CREDENTIALS).columns.set("Status", { type: "singleSelect", choices }),
  };
}

/** One page: in the order of the records, or sorted by one column; at most `maxRecords` in all. */
function list(table: Table, { searchParams }: URL): SandboxResponse {
  const column = searchParams.get("sort[0][field]");
  if (column !== null && !table.columns.has(column)) {
    return problem(422, "UNKNOWN_FIELD_NAME", `Unknown field name: "${column}"`);
  }
  const sorted = column === null ? [...table.records] : sortedBy(table, column);
  if (searchParams.get("sort[0][direction]") === "desc") sorted.reverse();
  const ids = sorted
    .map(([id]) => id)
    .slice(0, Number(searchParams.get("maxRecords") ?? sorted.length));
  const offset = searchParams.get("offset");
  const start = offset === null ? 0 : ids.indexOf(offset.replace(/^itr\//, ""));
  if (start < 0) {
    return problem(422, "LIST_RECORDS_ITERATOR_NOT_AVAILABLE", "The offset is not valid any more.");
  }
  const size = Math.min(PAGE_SIZE, Number(searchParams.get("pageSize") ?? PAGE_SIZE));
  const next = ids[start + size];
  const records = ids.slice(start, start + size).map((id) => toRecord(table, id));
  return json(200, next === undefined ? { records } : { records, offset: `itr/${next}` });
}

function sortedBy(table: Table, column: string) {
  const cellOf = (cells: ReadonlyMap<string, Cell>) => String(cells.get(column) ?? "");
  return [...table.records].sort(([, one], [, other]) => cellOf(one).localeCompare(cellOf(other)));
}

function partsOf(url: URL): { baseId?: string; tableName?: string; recordId?: string } {
  const [version, baseId, tableName, recordId] = url.pathname
    .split("/")
    .filter((part) => part !== "")
    .map(decodeURIComponent);
  if (version !== "v0") return {};
  return {
    ...(baseId === undefined ? {} : { baseId }),
    ...(tableName === undefined ? {} : { tableName }),
    ...(recordId === undefined ? {} : { recordId }),
  };
}

function checkFields(
  table: Table,
  fields: Readonly<Record<string, Cell | null>>,
  isTypecast: boolean,
): SandboxResponse | undefined {
  for (const [column, value] of Object.entries(fields)) {
    if (!table.columns.has(column)) {
      return problem(422, "UNKNOWN_FIELD_NAME", `Unknown field name: "${column}"`);
    }
    const { type, choices: allowed } = table.columns.get(column) ?? {};
    if (value !== null && !isTypecast && (typeof value === "boolean") !== (type === "checkbox")) {
      const message = `Field "${column}" cannot accept the provided value`;
      return problem(422, "INVALID_VALUE_FOR_COLUMN", message);
    }
    if (
      allowed !== undefined &&
      value !== null &&
      !isTypecast &&
      !allowed.includes(String(value))
    ) {
      const message = `Insufficient permissions to create new select option ""${String(value)}""`;
      return problem(422, "INVALID_MULTIPLE_CHOICE_OPTIONS", message);
    }
  }
  return undefined;
}

function put(table: Table, id: string, fields: Readonly<Record<string, Cell | null>>): void {
  const cells = table.records.get(id) ?? new Map<string, Cell>();
  for (const [column, value] of Object.entries(fields)) {
    // An unticked checkbox is blank.
    if (value === null || value === "" || value === false) cells.delete(column);
    else cells.set(column, value);
  }
  table.records.set(id, cells);
}

function toRecord(table: Table, id: string): object {
  const fields = Object.fromEntries(table.records.get(id) ?? []);
  return { id, createdTime: "2026-01-01T00:00:00.000Z", fields };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
