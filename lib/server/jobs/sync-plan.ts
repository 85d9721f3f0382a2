import "server-only";
import { comparisonRange, type DayRange, parseRange } from "@/lib/core/range";
import type { Result } from "@/lib/core/result";
import { dayIn } from "@/lib/core/time";
import type { Container } from "../container";
import type { CreatorContext } from "../creator-context";
import type { ReadFailure } from "../failures";
import { LEDGER_RHYTHM } from "../ledger/ledger-days";
import { SERIES_RHYTHM } from "../series/rhythm";
import type { DayWindow } from "../series/slice-window";
import { ROWS_A_PAGE } from "../views/top-performers";
import { type SeriesWindows, seriesWindows } from "./series-windows";

/** One read of one creator, started by `run`. `endpoint` is LTK's name of what is asked. */
export interface SyncRead {
  readonly endpoint: string;
  readonly run: () => Promise<Result<unknown, ReadFailure>>;
}

/** What a run reads of a creator. */
export interface SyncPlan {
  /** What pages show first. */
  readonly first: readonly SyncRead[];
  /** History that is missing, the newest first: read afterwards, one by one, as long as time lasts. */
  readonly backfill: readonly SyncRead[];
}

/** Makes the plan of a creator's run: the one table of what is read ahead of visitors. */
export async function planSync(container: Container, creator: CreatorContext): Promise<SyncPlan> {
  const { reads } = container;
  const [series, ledger] = await Promise.all([
    planSeries(container, creator),
    planLedger(container, creator),
  ]);
  const ofWindows = pageWindows(creator).flatMap(({ from, to }): SyncRead[] => {
    const window = { ...creator, from, to };
    return [
      { endpoint: "performance_summary", run: () => reads.performanceSummary.refresh(window) },
      { endpoint: "performance_stats", run: () => reads.performanceStats.refresh(window) },
    ];
  });
  return {
    first: [
      ...series.first,
      ...ofWindows,
      { endpoint: "commissions_summary", run: () => reads.commissionsSummary.refresh(creator) },
      ...topLists(container, creator),
      ...ledger.first,
    ],
    backfill: [...series.backfill, ...ledger.backfill],
  };
}

async function planSeries(
  { dailySeries, now }: Container,
  creator: CreatorContext,
): Promise<SyncPlan> {
  const known = await dailySeries.known(creator);
  const { today } = creator;
  const windows = seriesWindows(known, { today, nowMs: now(), rhythm: SERIES_RHYTHM });
  return toPlan(windows, (window) => ({
    endpoint: "hero_chart",
    run: () => dailySeries.refresh({ ...creator, ...window }),
  }));
}

/** The ledger's days are LTK's UTC days. */
async function planLedger({ ledger, now }: Container, creator: CreatorContext): Promise<SyncPlan> {
  const known = await ledger.known(creator);
  const today = dayIn("UTC", now());
  const windows = seriesWindows(known, { today, nowMs: now(), rhythm: LEDGER_RHYTHM });
  return toPlan(windows, (window) => ({
    endpoint: "items_sold",
    run: () => ledger.refresh({ ...creator, ...window, today }),
  }));
}

function toPlan(
  { moving, backfill }: SeriesWindows,
  toRead: (window: DayWindow) => SyncRead,
): SyncPlan {
  return { first: moving.map(toRead), backfill: backfill.map(toRead) };
}

/** The best of the last 28 days and of the 28 before, which pages compare them with, as pages show them first. */
function topLists({ reads }: Container, creator: CreatorContext): readonly SyncRead[] {
  const range = parseRange("28d", creator.today);
  if (!range.ok) return [];
  const before = comparisonRange(range.value, "prev");
  return [range.value, ...(before === null ? [] : [before])].flatMap(({ from, to }) => {
    const list = { ...creator, from, to, dimension: "commissions", limit: ROWS_A_PAGE } as const;
    return [
      { endpoint: "top_performers/links", run: () => reads.topLinks.refresh(list) },
      { endpoint: "top_performers/ltks", run: () => reads.topPosts.refresh(list) },
      { endpoint: "top_performers/advertisers", run: () => reads.topBrands.refresh(list) },
    ];
  });
}

/** The windows the pages show first: 28 days, the 28 before, and the month so far. */
function pageWindows({ today }: CreatorContext): readonly DayRange[] {
  const parsed = ["28d", "mtd"].flatMap((name) => {
    const range = parseRange(name, today);
    return range.ok ? [range.value] : [];
  });
  const [first] = parsed;
  const before = first === undefined ? null : comparisonRange(first, "prev");
  return before === null ? parsed : [...parsed, before];
}
