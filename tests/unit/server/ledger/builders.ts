import { toMilli } from "@/lib/core/money";
import type { LedgerRow } from "@/lib/ltk/endpoints/items-sold";

/** A row of the ledger, by its moment. */
export function aRow(at: string, row: Partial<LedgerRow> = {}): LedgerRow {
  return { kind: "sale", at: `${at}:00.000Z`, amount: toMilli(4_830), currency: "USD", ...row };
}
