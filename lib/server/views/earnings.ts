import "server-only";
import { type ReturnRate, returnRate } from "@/lib/analytics/return-rate";
import { missingMetrics, totalsOf } from "@/lib/analytics/totals";
import type { Earnings } from "@/lib/contracts/earnings";
import type { Day } from "@/lib/core/brand";
import { type Milli, milliToMajor } from "@/lib/core/money";
import type { DayRange } from "@/lib/core/range";
import { err, ok } from "@/lib/core/result";
import { dayIn, listDays, MINUTE_MS } from "@/lib/core/time";
import type { Container } from "../container";
import type { CreatorContext } from "../creator-context";
import { toApiError } from "../failures";
import { sumsIn } from "../ledger/ledger-days";
import type { CreatorView } from "../route";
import { type LoadedSeries, loadDailySeries } from "./daily-series";
import { type Compared, changesOf, comparedTotals, toMetrics } from "./metrics";
import { cacheOf, metaOf } from "./source";

type Period = NonNullable<Earnings["data"]["period"]>;
type Balances = Extract<
  Awaited<ReturnType<Container["reads"]["commissionsSummary"]>>,
  { ok: true }
>["value"];

function toPeriod({ series }: LoadedSeries, { from, to }: DayRange): Period {
  const { commissions, orders, itemsSold } = toMetrics(totalsOf(series, listDays(from, to)));
  return { commissions, orders, itemsSold };
}

function missingFrom({ series }: LoadedSeries, { from, to }: DayRange): readonly string[] {
  return missingMetrics(series, listDays(from, to)).filter((metric) => metric !== "clicks");
}

function changeOf(compared: Compared): Earnings["data"]["change"] {
  const { commissions, orders, itemsSold } = changesOf(compared);
  return { commissions, orders, itemsSold };
}

function toBalances({ value, storedAtMs }: Balances): Earnings["data"]["balances"] {
  const major = (amount: Milli | undefined) => (amount === undefined ? null : milliToMajor(amount));
  return {
    open: major(value.open),
    due: major(value.due),
    paidLifetime: major(value.paidLifetime),
    totalLifetime: major(value.totalLifetime),
    asOf: value.updatedAt ?? new Date(storedAtMs).toISOString(),
  };
}

/** Settled days hardly change: sums that another instance has stored within this time may be missing. */
const SUMS_FOR_MS = MINUTE_MS;

/** Of the stored days alone: LTK is not asked. */
async function returnRateOf(
  { ledger, now }: Container,
  creator: CreatorContext,
  { from, to }: DayRange,
): Promise<ReturnRate> {
  const { history } = await ledger.known(creator, SUMS_FOR_MS);
  const sumsOf = (day: Day) => {
    const known = history.present.get(day);
    return known === undefined ? undefined : sumsIn(known, creator.currency);
  };
  return returnRate(sumsOf, listDays(from, to), dayIn("UTC", now()));
}

/** `earnings`: balances as they stand, and apart from them what the range earned. Either half is answered without the other. */
export const earningsView: CreatorView = async (container, creator, query) => {
  const { range, compare } = query;
  const [balances, current, previous, rate] = await Promise.all([
    container.reads.commissionsSummary(creator),
    loadDailySeries(container, creator, range),
    compare === null ? null : loadDailySeries(container, creator, compare),
    returnRateOf(container, creator, range),
  ]);
  if (!balances.ok && !current.ok) return err(toApiError(current.error));
  const period = current.ok ? toPeriod(current.value, range) : null;
  const before =
    previous?.ok === true && compare !== null ? toPeriod(previous.value, compare) : null;
  const compared =
    current.ok && previous?.ok === true && compare !== null
      ? comparedTotals(
          { current: current.value.series, previous: previous.value.series },
          { range, compare },
          creator.today,
        )
      : null;
  const sources = [
    ...(balances.ok ? [balances.value] : []),
    ...(current.ok ? [current.value.source] : []),
    ...(previous?.ok === true ? [previous.value.source] : []),
  ];
  const failures = [balances, current, previous].flatMap((part) =>
    part?.ok === false ? [part.error] : [],
  );
  const missing = [
    ...(balances.ok ? [] : ["balances"]),
    ...(current.ok ? missingFrom(current.value, range) : ["period"]),
    ...(previous?.ok === false ? ["previous"] : []),
  ];
  const body: Earnings = {
    data: {
      balances: balances.ok ? toBalances(balances.value) : null,
      period,
      previous: before,
      change: compared === null ? null : changeOf(compared),
      returnRate: rate,
    },
    meta: metaOf(container, creator, query, { sources, failures, missing }),
  };
  return ok({ body, cache: cacheOf(sources) });
};
