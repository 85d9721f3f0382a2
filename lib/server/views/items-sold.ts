import "server-only";
import { ledgerTotals } from "@/lib/analytics/ledger";
import type { ItemsSold } from "@/lib/contracts/items-sold";
import type { ItemsSoldQuery } from "@/lib/contracts/items-sold-query";
import { milliToExactMajor } from "@/lib/core/money";
import { err, ok } from "@/lib/core/result";
import { dayIn } from "@/lib/core/time";
import { toApiError } from "../failures";
import { countRows, sumsIn } from "../ledger/ledger-days";
import type { CreatorView } from "../route";
import { type LedgerEntry, type LoadedLedger, loadLedger } from "./items-sold-ledger";
import { pageOf } from "./items-sold-page";
import { cacheOf, metaOf } from "./source";

type Data = ItemsSold["data"];

function toPayment(entry: LedgerEntry, timezone: string): Data["payments"][number] {
  return {
    at: entry.at,
    day: dayIn(timezone, entry.atMs),
    amount: milliToExactMajor(entry.amount),
    currency: entry.currency,
    status: entry.status ?? null,
    publisherId: entry.publisherId ?? null,
  };
}

function toRow(entry: LedgerEntry, timezone: string): readonly Data["rows"][number][] {
  const { kind } = entry;
  if (kind === "payment") return [];
  const row = {
    ...toPayment(entry, timezone),
    kind,
    eventType: entry.eventType ?? null,
    brand: entry.brand ?? null,
    productId: entry.productId ?? null,
    title: entry.title ?? null,
    productUrl: entry.productUrl ?? null,
    imageUrl: entry.imageUrl ?? null,
    linkUrl: entry.linkUrl ?? null,
  };
  return [row];
}

/** The sums by currency, for currencies are never added up; the creator's own is always told, also when it is zero. */
function totalsOf(sums: LoadedLedger["sums"], ownCurrency: string): Data["totals"] {
  return [...new Set([ownCurrency, ...sums.keys()])].map((currency) => {
    const totals = ledgerTotals([sumsIn(sums, currency)]);
    return {
      currency,
      itemsSold: totals.itemsSold,
      sold: milliToExactMajor(totals.sold),
      returned: milliToExactMajor(totals.returned),
      net: milliToExactMajor(totals.net),
      paid: milliToExactMajor(totals.paid),
      other: {
        events: totals.other.events,
        amount: milliToExactMajor(totals.other.amount),
      },
    };
  });
}

function countItems(sums: LoadedLedger["sums"]): number {
  return [...sums.values()].reduce(
    (count, ofCurrency) => count + countRows(ofCurrency, ["sale", "return", "other"]),
    0,
  );
}

/** `items-sold`: the ledger of the range, page by page, with the sums of all of it. */
export const itemsSoldView: CreatorView<ItemsSold, ItemsSoldQuery> = async (
  container,
  creator,
  query,
) => {
  const ledger = await loadLedger(container, creator, query.range);
  if (!ledger.ok) return err(toApiError(ledger.error));
  const { entries, sums, source, missing } = ledger.value;
  const items = entries.filter(({ kind }) => kind !== "payment");
  const page = pageOf(items, query);
  const body: ItemsSold = {
    data: {
      rows: page.rows.flatMap((entry) => toRow(entry, creator.timezone)),
      nextCursor: page.nextCursor,
      rowCount: countItems(sums),
      payments: entries
        .filter(({ kind }) => kind === "payment")
        .map((entry) => toPayment(entry, creator.timezone)),
      totals: totalsOf(sums, creator.currency),
    },
    meta: metaOf(container, creator, query, {
      sources: [source],
      failures: [],
      missing,
    }),
  };
  return ok({ body, cache: cacheOf([source]) });
};
