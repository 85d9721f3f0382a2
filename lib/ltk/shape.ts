import { z } from "zod";

/** What a body is made of: names and types, and no value of it. */
export interface Shape {
  /** Types seen or expected, such as `number` or `string url`; the first word is JSON's type. Empty: any. */
  readonly types: readonly string[];
  /** Of an object; absent: none was seen, or what is in it is of no interest. */
  readonly fields?: ReadonlyMap<string, FieldShape> | undefined;
  /** Of the values of a map whose keys are data. */
  readonly values?: Shape | undefined;
  /** Of a list; absent: likewise. */
  readonly items?: Shape | undefined;
}

interface FieldShape extends Shape {
  /** Every object at this place has it. */
  readonly isAlways: boolean;
}

/** The shape that several values at one place have together. */
export function shapeOf(values: readonly unknown[]): Shape {
  const objects = values.filter(isObject);
  const items = values.filter(Array.isArray).flat(1);
  const byName = new Map<string, unknown[]>();
  for (const [key, value] of objects.flatMap((object) => Object.entries(object))) {
    const name = toName(key);
    byName.set(name, [...(byName.get(name) ?? []), value]);
  }
  const fields = [...byName].map(([name, found]): [string, FieldShape] => [
    name,
    { ...shapeOf(found), isAlways: found.length >= objects.length },
  ]);
  return {
    types: [...new Set(values.map(typeOf))].sort(),
    fields: objects.length === 0 ? undefined : new Map(fields),
    items: items.length === 0 ? undefined : shapeOf(items),
  };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Names are printed, so a key that is no plain name (a date, an id, a title) is masked: it is data. */
function toName(key: string): string {
  if (/^[a-z][a-z_]{0,38}\d?$/i.test(key)) return key;
  return maskDate(key) ?? key.replace(/[^\s\W_]+/gu, "x");
}

const DATE = /^\d{4}-\d{2}-\d{2}[\d\-:.+TZ ]*$/;

/** The spelling of a date or an instant, `0000-00-00T00:00:00Z`. */
function maskDate(text: string): string | undefined {
  return DATE.test(text) ? text.replace(/\d/g, "0") : undefined;
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value === "string" ? typeOfText(value) : typeof value;
}

function typeOfText(text: string): string {
  const date = maskDate(text);
  if (date !== undefined) return `string ${date}`;
  if (text === "") return "string empty";
  if (/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) return "string number";
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return "string uuid";
  return /^https?:\/\//.test(text) ? "string url" : "string";
}

/** The shape that a schema takes in, with every field it knows. */
export function expectedShape(schema: z.ZodType): Shape {
  return fromJsonSchema(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
}

function fromJsonSchema(schema: z.core.JSONSchema._JSONSchema): Shape {
  if (typeof schema !== "object") return { types: [] };
  if (schema.anyOf !== undefined) return merge(schema.anyOf.map(fromJsonSchema));
  const { type, properties, additionalProperties, items } = schema;
  const fields = Object.entries(properties ?? {}).map(([name, part]): [string, FieldShape] => [
    name,
    { ...fromJsonSchema(part), isAlways: false },
  ]);
  return {
    types: type === undefined ? [] : [type].flat(),
    fields: properties === undefined ? undefined : new Map(fields),
    values:
      properties === undefined && additionalProperties !== undefined
        ? fromJsonSchema(additionalProperties)
        : undefined,
    items: Array.isArray(items) || items === undefined ? undefined : fromJsonSchema(items),
  };
}

function merge(shapes: readonly Shape[]): Shape {
  return {
    types: [...new Set(shapes.flatMap(({ types }) => types))],
    fields: shapes.find(({ fields }) => fields !== undefined)?.fields,
    values: shapes.find(({ values }) => values !== undefined)?.values,
    items: shapes.find(({ items }) => items !== undefined)?.items,
  };
}
