import { z } from "zod";
import { type Milli, parseMilli } from "@/lib/core/money";
import { err, ok, type Result } from "@/lib/core/result";
import { badShape, type LtkError } from "../errors";

const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d{1,3})?$/i;
const Numeric = z.union([z.number(), z.string().regex(NUMBER)]).nullish();

/** A whole number as LTK sends it: a number or a numeric string; `null` and absent are absent. */
export const WireCount = Numeric.transform((value) =>
  value == null ? undefined : Number(value),
).pipe(z.int().optional());

/** A fraction, likewise. */
export const WireFraction = Numeric.transform((value) =>
  value == null ? undefined : Number(value),
).pipe(z.number().optional());

/** An amount in major units, likewise, as exact thousandths; no float is calculated with. */
export const WireMoney = Numeric.transform((value, context): Milli | undefined => {
  if (value == null) return undefined;
  const milli = parseMilli(typeof value === "string" ? writeOut(value) : value);
  if (milli === undefined) context.addIssue({ code: "custom", message: "no plain amount" });
  return milli;
});

/** A text; `null`, absent and blank are absent, for blank is how LTK says unknown. */
export const WireText = z
  .string()
  .nullish()
  .transform((value) => (value == null || value.trim() === "" ? undefined : value));

/** An id, which some endpoints send as a number and others as a text. */
export const WireId = z
  .union([z.number(), z.string()])
  .nullish()
  .transform((value) => (value == null || value === "" ? undefined : String(value)));

/** Date, time and zone; without a zone a text would be read in the server's. */
const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** An instant in any of LTK's spellings, as ISO 8601; whatever else stands there is absent, for no figure hangs on it. */
export const WireInstant = z
  .unknown()
  .optional()
  .meta({ type: "string" })
  .transform((value) => (typeof value === "string" ? readInstant(value) : undefined));

/** An instant that figures hang on: without it the row could not be put on a day. */
export const WireMoment = z.string().transform((value, context) => {
  const instant = readInstant(value);
  if (instant !== undefined) return instant;
  context.addIssue({ code: "custom", message: "no instant" });
  return z.NEVER;
});

function readInstant(text: string): string | undefined {
  if (!INSTANT.test(text)) return undefined;
  const at = Date.parse(text.replace(" ", "T"));
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

/** A field that LTK is known to send and that we do not read: it may change without harm, and the probe tells. */
export function unread(type: "string" | "number" | "boolean" | "object" | "array") {
  return z.unknown().optional().meta({ type });
}

/** `1.5e-4` as `0.00015`, by moving the point. */
function writeOut(text: string): string {
  const [mantissa = "", exponent] = text.toLowerCase().split("e");
  if (exponent === undefined) return text;
  const sign = mantissa.startsWith("-") ? "-" : "";
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  const point = whole.length + Number(exponent);
  const digits = `${whole}${fraction}`.padEnd(point, "0");
  return point > 0
    ? `${sign}${digits.slice(0, point)}.${digits.slice(point)}0`
    : `${sign}0.${"0".repeat(-point)}${digits}`;
}

const Envelope = z.looseObject({});

/**
 * Takes the body out of its envelope: under one of `names`, under `data`, in both, or none at all. `undefined`: the body is
 * neither an object nor a list.
 */
export function unwrap(body: unknown, names: readonly string[]): unknown {
  if (Array.isArray(body)) return body;
  const root = Envelope.safeParse(body);
  if (!root.success) return undefined;
  for (const name of names) if (root.data[name] != null) return root.data[name];
  const data = root.data["data"];
  return data == null ? root.data : (unwrap(data, names) ?? data);
}

/** What stands under `meta`, beside the rows or, with them, under `data`. */
export function metaOf(body: unknown): Readonly<Record<string, unknown>> | undefined {
  const root = Envelope.safeParse(body).data;
  const data = Envelope.safeParse(root?.["data"]).data;
  return Envelope.safeParse(root?.["meta"] ?? data?.["meta"]).data;
}

/** Reads what a schema describes, out of its envelope. */
export function readBody<T>(
  endpoint: string,
  body: unknown,
  { names, schema }: { readonly names: readonly string[]; readonly schema: z.ZodType<T> },
): Result<T, LtkError> {
  const inner = unwrap(body, names);
  if (inner === undefined) return err(badShape(endpoint, "(root)"));
  const parsed = schema.safeParse(inner);
  if (parsed.success) return ok(parsed.data);
  return err(badShape(endpoint, pathOf(parsed.error, names[0] ?? "(root)")));
}

/** Reads a list of rows, out of its envelope. */
export function readRows<T>(
  endpoint: string,
  body: unknown,
  { names, row }: { readonly names: readonly string[]; readonly row: z.ZodType<T> },
): Result<readonly T[], LtkError> {
  return readBody(endpoint, body, { names, schema: z.array(row) });
}

/** The path of the first thing that does not fit, as far as it is names and places; `fallback` for the whole. */
export function pathOf(error: z.ZodError, fallback: string): string {
  const path = error.issues.at(0)?.path.map(String) ?? [];
  // Keys of maps are values: dates, for one.
  const end = path.findIndex((part) => !/^(\d{1,6}|[a-z_]{1,40})$/i.test(part));
  return path.slice(0, end === -1 ? undefined : end).join(".") || fallback;
}
