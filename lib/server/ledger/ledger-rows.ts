import "server-only";
import pLimit from "p-limit";
import type { Entries } from "@/lib/cache/entries";
import type { Clock } from "@/lib/core/time";
import { listMonths } from "@/lib/core/time";
import type { LtkAccount } from "@/lib/ltk/client";
import type { LedgerRow } from "@/lib/ltk/endpoints/items-sold";
import type { DayWindow } from "../series/slice-window";
import { dayOfRow } from "./ledger-days";

/** The ledger's rows, kept by calendar month of LTK's UTC days as long as the creator's room in the cache lasts. */
export interface LedgerRows {
  /** What is kept of the days: some, all or none of their rows. Whether it is all of them, their sums tell. */
  find(account: LtkAccount, window: DayWindow): Promise<readonly LedgerRow[]>;
  /** Keeps the rows of some days in the place of what was kept of them. */
  replace(account: LtkAccount, window: DayWindow, rows: readonly LedgerRow[]): Promise<void>;
}

/** Makes the store of rows over the cache's entries. `pack` and `unpack`: a month has thousands of rows, and there are many months. */
export function createLedgerRows(options: {
  readonly entries: Entries<string>;
  readonly pack: (rows: readonly LedgerRow[]) => string;
  readonly unpack: (text: string) => readonly LedgerRow[] | undefined;
  readonly now: Clock;
}): LedgerRows {
  const { entries, pack, unpack, now } = options;
  /** Windows may share a month. */
  const inTurn = pLimit(1);

  async function read(key: string): Promise<readonly LedgerRow[]> {
    const packed = await entries.find(key);
    return packed === undefined ? [] : (unpack(packed.value) ?? []);
  }

  async function replaceMonth(
    { slug, key }: { readonly slug: string; readonly key: string },
    window: DayWindow,
    rows: readonly LedgerRow[],
  ): Promise<void> {
    const others = (await read(key)).filter((row) => !isIn(row, window));
    const value = pack([...others, ...rows].toSorted(newestFirst));
    await entries.keep(slug, key, { value, storedAtMs: now() });
  }

  return {
    async find(account, window) {
      const months = listMonths(window.from, window.to);
      const kept = await Promise.all(months.map(({ from }) => read(keyOf(account, from))));
      return kept.flat().filter((row) => isIn(row, window));
    },
    async replace(account, window, rows) {
      for (const month of listMonths(window.from, window.to)) {
        const place = { slug: account.slug, key: keyOf(account, month.from) };
        const ofMonth = rows.filter((row) => isIn(row, month) && isIn(row, window));
        await inTurn(() => replaceMonth(place, window, ofMonth));
      }
    },
  };
}

function keyOf({ slug, publisherIds, currency }: LtkAccount, month: string): string {
  return ["cache/v1", slug, "items_sold/v1", publisherIds.join(","), currency, month].join("|");
}

function isIn(row: LedgerRow, { from, to }: DayWindow): boolean {
  const day = dayOfRow(row);
  return from <= day && day <= to;
}

/** The same rows make the same text. */
function newestFirst(one: LedgerRow, other: LedgerRow): number {
  return Date.parse(other.at) - Date.parse(one.at);
}
