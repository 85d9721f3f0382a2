import { createHistory, daysFrom, type Figures } from "../sandbox/data";
import { commissionsSummary, performanceStats } from "../sandbox/endpoints/summaries";
import { type TopTable, topPerformers } from "../sandbox/endpoints/top-performers";
import type { Sandbox } from "../sandbox/sandbox";

/** A moment at which every number of the pages is told: in the middle of a month, of a day, and of both zones' days. */
export const TRUTH_NOW = Date.parse("2026-11-20T14:00:00Z");
/** The days of the default view then, those before them, and the months so far. */
export const PERIOD = { from: "2026-10-23", to: "2026-11-19" } as const;
export const BEFORE = { from: "2026-09-25", to: "2026-10-22" } as const;
export const MONTH = { from: "2026-11-01", to: "2026-11-19", end: "2026-11-30" } as const;
export const MONTH_BEFORE = { from: "2026-10-01", to: "2026-10-19" } as const;

/** Some days, both ends included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** A row of a top list as LTK has it; amounts in thousandths. */
export interface TopTruth extends Omit<Figures, "itemsSold"> {
  readonly title: string;
  readonly brand: string;
  readonly publishedAt: string;
}

/** What the simulated LTK knows, asked past the app. */
export interface Truth {
  figures(slug: string, days: Days): Figures;
  daily(slug: string, days: Days): readonly (Figures & { readonly day: string })[];
  /** A whole list of one period by commissions, largest first. */
  top(slug: string, table: TopTable, days: Days): readonly TopTruth[];
  engagement(slug: string, days: Days): Readonly<Record<string, number>>;
  /** Dollars. */
  balances(slug: string): Readonly<Record<string, number>>;
}

/** Opens the truth of a simulator whose clock stands at `TRUTH_NOW`. */
export function truthOf(sandbox: Sandbox): Truth {
  const history = createHistory({ seed: 1, now: () => TRUTH_NOW });
  const ask = (slug: string, days: Days, parameters = {}) => {
    const creator = sandbox.creators.find((one) => one.slug === slug);
    if (creator === undefined) throw new Error(`no creator ${slug}`);
    return {
      ...days,
      creator,
      history,
      publisherIds: creator.publisherIds,
      parameters: new URLSearchParams(parameters),
      nowMs: TRUTH_NOW,
    };
  };
  const figures = (slug: string, { from, to }: Days) => sandbox.figures(slug, from, to);
  return {
    figures,
    daily: (slug, { from, to }) =>
      daysFrom(from, to).map((day) => ({ day, ...figures(slug, { from: day, to: day }) })),
    top(slug, table, days) {
      const rows: TopTruth[] = [];
      for (let last: string | undefined = "0"; last !== undefined; ) {
        const query = { dimension: "commissions", sort_dir: "desc", last_id: last };
        const { data, meta } = read(topPerformers(ask(slug, days, query), table, false));
        rows.push(...data.map(toTruth));
        last = meta.last_id;
      }
      return rows;
    },
    engagement: (slug, days) => read(performanceStats(ask(slug, days), false)).performance_stats,
    balances: (slug) => read(commissionsSummary(ask(slug, PERIOD), false)).commissions_summary,
  };
}

// biome-ignore lint/suspicious/noExplicitAny: the simulator's own answers, whose shapes the contract tests hold
function read({ body }: { readonly body?: unknown }): any {
  return body;
}

// biome-ignore lint/suspicious/noExplicitAny: as above
function toTruth(row: any): TopTruth {
  return {
    title: row.product_name ?? row.advertiser_name ?? row.share_url,
    brand: row.advertiser_name ?? "",
    publishedAt: row.date_published ?? "",
    clicks: row.clicks,
    orders: row.orders,
    commissionsMilli: Math.round(row.commissions * 1_000),
  };
}
