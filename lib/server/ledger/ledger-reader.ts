import "server-only";
import pLimit from "p-limit";
import type { LedgerDay } from "@/lib/analytics/ledger";
import type { Day } from "@/lib/core/brand";
import { err, ok, type Result } from "@/lib/core/result";
import { listDays, listMonths } from "@/lib/core/time";
import type { LtkAccount } from "@/lib/ltk/client";
import type { LedgerRow } from "@/lib/ltk/endpoints/items-sold";
import type { LtkWindow } from "@/lib/ltk/query";
import type { ReadFailure } from "../failures";
import {
  createDayReader,
  type DayReader,
  type DayReaderParts,
  type DaysQuery,
} from "../series/day-reader";
import { loadShared } from "../series/shared-load";
import type { DayWindow } from "../series/slice-window";
import { dayOfRow, isSameDay, LEDGER_RHYTHM, toLedgerDays, wipesLedger } from "./ledger-days";
import type { LedgerRows } from "./ledger-rows";

/** Whose ledger, in which currency, and which UTC days of it. */
export interface LedgerQuery extends LtkAccount, DaysQuery {}

/** The rows of some days, as far as they can be had. */
export interface FoundRows {
  /** In no order. */
  readonly rows: readonly LedgerRow[];
  /** The days whose rows these are, all of them; days without any row among them. */
  readonly days: ReadonlySet<string>;
  /** LTK was asked for some of them. */
  readonly isLive: boolean;
  /** Why some are missing. */
  readonly error: ReadFailure | null;
}

/** Reads creators' ledgers: the sums of their days, kept for good, and their rows, kept as long as there is room. */
export interface LedgerReader extends DayReader<LedgerQuery, LedgerDay> {
  /**
   * The rows of days whose sums are known. Kept rows serve as long as they come to the sums, however old they are; else
   * LTK is asked for the days that do not.
   */
  rows(query: LedgerQuery): Promise<FoundRows>;
}

interface Options extends DayReaderParts<LedgerDay> {
  readonly rows: LedgerRows;
  /** Reads whole windows or nothing. */
  readonly load: (
    query: LtkAccount & LtkWindow,
  ) => Promise<Result<readonly LedgerRow[], ReadFailure>>;
  /** Makes the failure of an answer that would wipe out what is known. */
  readonly onWiped: () => ReadFailure;
}

/** Rows that come to the sums of their days, these days, and those whose rows do not. */
interface Checked extends Pick<FoundRows, "rows" | "days"> {
  readonly wrong: readonly Day[];
}

/** Months at a time: each is up to thirty calls, one after the other. */
const CONCURRENT_MONTHS = 2;

/** Makes the reader. What is read feeds both: the sums of its days, and their rows. */
export function createLedgerReader(options: Options): LedgerReader {
  const { rows: kept } = options;
  const days = createDayReader<LedgerQuery, LedgerDay>(
    {
      keyOf: ({ slug, publisherIds, currency }) =>
        ["daily-ledger/v1", slug, publisherIds.join(","), currency].join("|"),
      async load(query, known) {
        const answer = await options.load(query);
        if (!answer.ok) return answer;
        const sent = toLedgerDays(answer.value, query, query.currency);
        if (wipesLedger(await known(), sent)) return err(options.onWiped());
        await kept.replace(query, query, answer.value);
        return ok(sent);
      },
      rhythm: LEDGER_RHYTHM,
    },
    options,
  );
  const asking = new Map<string, Promise<Result<Checked, ReadFailure>>>();

  async function check(query: LedgerQuery, maxAgeMs?: number): Promise<Checked> {
    const { history } = await days.known(query, maxAgeMs);
    const found = await kept.find(query, query);
    const sums = toLedgerDays(found, query, query.currency);
    const known = listDays(query.from, query.to).filter((day) => history.present.has(day));
    const wrong = known.filter(
      (day) => !isSameDay(history.present.get(day) ?? new Map(), sums.get(day) ?? new Map()),
    );
    const right = new Set<string>(known.filter((day) => !wrong.includes(day)));
    return { rows: found.filter((row) => right.has(dayOfRow(row))), days: right, wrong };
  }

  /** Has one of all processes ask LTK for some days of a month, and checks the month again. */
  function ask(month: LedgerQuery, window: DayWindow): Promise<Result<Checked, ReadFailure>> {
    const key = `${rowsKey(month)}|${window.from}..${window.to}`;
    const running = asking.get(key);
    if (running !== undefined) return running;
    const started = loadShared(options, {
      key,
      find: async () => {
        const checked = await check(month, 0);
        return checked.wrong.length === 0 ? checked : undefined;
      },
      load: async () => {
        const read = await days.refresh({ ...month, ...window });
        return read.ok ? ok(await check(month, 0)) : read;
      },
    }).finally(() => asking.delete(key));
    asking.set(key, started);
    return started;
  }

  async function ofMonth(month: LedgerQuery): Promise<FoundRows> {
    let checked = await check(month);
    // Another instance may have read it meanwhile.
    if (checked.wrong.length > 0) checked = await check(month, 0);
    const [from, to] = [checked.wrong.at(0), checked.wrong.at(-1)];
    if (from === undefined || to === undefined) {
      return { ...checked, isLive: false, error: null };
    }
    const asked = await ask(month, { from, to });
    return asked.ok
      ? { ...asked.value, isLive: true, error: null }
      : { ...checked, isLive: false, error: asked.error };
  }

  return {
    ...days,
    async rows(query) {
      const limit = pLimit(CONCURRENT_MONTHS);
      const parts = await Promise.all(
        monthsOf(query).map((month) => limit(() => ofMonth({ ...query, ...month }))),
      );
      return {
        rows: parts.flatMap(({ rows }) => rows),
        days: new Set(parts.flatMap(({ days }) => [...days])),
        isLive: parts.some(({ isLive }) => isLive),
        error: parts.find(({ error }) => error !== null)?.error ?? null,
      };
    },
  };
}

/** A window's days by calendar month. */
function monthsOf({ from, to }: DayWindow): readonly DayWindow[] {
  return listMonths(from, to).map((month) => ({
    from: month.from < from ? from : month.from,
    to: month.to > to ? to : month.to,
  }));
}

function rowsKey({ slug, publisherIds, currency }: LtkAccount): string {
  return ["ledger-rows", slug, publisherIds.join(","), currency].join("|");
}
