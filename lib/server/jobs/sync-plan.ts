import "server-only";
import { comparisonRange, type DayRange, parseRange } from "@/lib/core/range";
import type { Result } from "@/lib/core/result";
import { addDays, dayIn, listMonths } from "@/lib/core/time";
import type { Container } from "../container";
import type { CreatorContext } from "../creator-context";
import type { ReadFailure } from "../failures";
import { ledgerMonth } from "../views/items-sold-ledger";
import { ROWS_A_PAGE } from "../views/top-performers";
import { seriesWindows } from "./series-windows";

/** Rows of the ledger that arrive later than this are seen when their month is next asked for. */
const LATE_DAYS = 7;

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
  const { reads, dailySeries } = container;
  const known = await dailySeries.known(creator);
  const { moving, backfill } = seriesWindows(known, creator.today, container.now());
  const heroChart = (window: Pick<DayRange, "from" | "to">): SyncRead => ({
    endpoint: "hero_chart",
    run: () => dailySeries.refresh({ ...creator, ...window }),
  });
  const ofWindows = pageWindows(creator).flatMap(({ from, to }): SyncRead[] => {
    const window = { ...creator, from, to };
    return [
      { endpoint: "performance_summary", run: () => reads.performanceSummary.refresh(window) },
      { endpoint: "performance_stats", run: () => reads.performanceStats.refresh(window) },
    ];
  });
  return {
    first: [
      heroChart(moving),
      ...ofWindows,
      { endpoint: "commissions_summary", run: () => reads.commissionsSummary.refresh(creator) },
      ...topLists(container, creator),
      ...ledger(container, creator),
    ],
    backfill: backfill.map(heroChart),
  };
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

/** The ledger's months of the last week: rows of a day that is over arrive late, also across the end of a month. */
function ledger({ reads, now }: Container, creator: CreatorContext): readonly SyncRead[] {
  const today = dayIn("UTC", now());
  return listMonths(addDays(today, -LATE_DAYS), today).map((month) => ({
    endpoint: "items_sold",
    run: () => reads.itemsSold.refresh(ledgerMonth(creator, month, today)),
  }));
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
