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

/** An instant in any of LTK's spellings, as ISO 8601; unreadable ones are absent. */
export const WireInstant = z
  .string()
  .nullish()
  .transform((text) => {
    const at = Date.parse((text ?? "").replace(" ", "T"));
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
