import { deflateRawSync, inflateRawSync } from "node:zlib";
import { LedgerRow } from "./endpoints/items-sold";

/** A month of the busiest ledger known is about 1 MB of JSON; whatever unpacks to more is none of ours. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Writes a ledger as a short text for a store: its rows repeat each other, and are kept by the thousand. */
export function packLedger(rows: readonly LedgerRow[]): string {
  return deflateRawSync(JSON.stringify(rows)).toString("base64");
}

/** Reads what `packLedger` wrote; `undefined` when it is anything else. */
export function unpackLedger(text: string): readonly LedgerRow[] | undefined {
  try {
    const json = inflateRawSync(Buffer.from(text, "base64"), { maxOutputLength: MAX_BYTES });
    return LedgerRow.array().safeParse(JSON.parse(json.toString())).data;
  } catch {
    // No deflated JSON: whoever wrote it, it is no ledger of ours.
    return undefined;
  }
}
