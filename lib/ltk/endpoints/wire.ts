import { z } from "zod";
import { type Milli, parseMilli } from "@/lib/core/money";

const Numeric = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]).nullish();

/** A whole number as LTK sends it: a number or a numeric string; `null` and absent are absent. */
export const WireCount = Numeric.transform((value) =>
  value == null ? undefined : Number(value),
).pipe(z.int().optional());

/** A fraction, likewise. */
export const WireFraction = Numeric.transform((value) =>
  value == null ? undefined : Number(value),
).pipe(z.number().optional());

/** An amount in major units, likewise, as exact thousandths. */
export const WireMoney = Numeric.transform((value, context): Milli | undefined => {
  if (value == null) return undefined;
  const milli = parseMilli(value);
  if (milli === undefined) context.addIssue({ code: "custom", message: "no plain amount" });
  return milli;
});

/** Date, time and zone; without a zone a text would be read in the server's. */
const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** An instant in any of LTK's spellings, as ISO 8601; whatever else stands there is absent, for no figure hangs on it. */
export const WireInstant = z.unknown().transform((value) => {
  if (typeof value !== "string" || !INSTANT.test(value)) return undefined;
  const at = Date.parse(value.replace(" ", "T"));
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
});

/** Takes what is under `name`, under `data`, or the body itself. `undefined`: the body is no object. */
export function unwrap(body: unknown, name: string): unknown {
  const envelope = z.looseObject({}).safeParse(body);
  if (!envelope.success) return undefined;
  return envelope.data[name] ?? envelope.data["data"] ?? envelope.data;
}

/** The path of the first thing that does not fit; `fallback` for the whole. */
export function pathOf(error: z.ZodError, fallback: string): string {
  return error.issues.at(0)?.path.join(".") || fallback;
}
