import { z } from "zod";

/** A value and when its source gave it, epoch milliseconds. */
export interface Entry<T> {
  readonly value: T;
  readonly storedAtMs: number;
}

const Envelope = z.object({ storedAtMs: z.number(), value: z.unknown() });

/** Reads the text of an entry. `undefined`: it is none of ours, or its value has another shape by now. */
export function parseEntry<T>(
  text: string,
  parse: (stored: unknown) => T | undefined,
): Entry<T> | undefined {
  try {
    const envelope = Envelope.safeParse(JSON.parse(text));
    if (!envelope.success) return undefined;
    const value = parse(envelope.data.value);
    return value === undefined ? undefined : { value, storedAtMs: envelope.data.storedAtMs };
  } catch {
    // Not JSON: whoever wrote it, it is no entry of ours; the source is asked instead.
    return undefined;
  }
}
