import { z } from "zod";
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

const Text = z.string().nullish();
const TopRow = z.object({
  product_name: Text,
  advertiser_name: Text,
  share_url: Text,
  date_published: Text,
  clicks: z.number(),
  orders: z.number(),
  commissions: z.number(),
});
const TopPage = z.object({
  data: z.array(TopRow),
  meta: z.object({ last_id: z.string().optional() }),
});
const Stats = z.object({
  performance_stats: z.object({
    followers: z.number(),
    post_impressions: z.number(),
    profile_visits: z.number(),
    post_visits: z.number(),
    video_views: z.number(),
  }),
});
const Balances = z.object({
  commissions_summary: z.object({
    open_earnings: z.number(),
    payment_due: z.number(),
    lifetime_paid: z.number(),
  }),
});

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
        const { data, meta } = TopPage.parse(
          topPerformers(ask(slug, days, query), table, false).body,
        );
        rows.push(...data.map(toTruth));
        last = meta.last_id;
      }
      return rows;
    },
    engagement: (slug, days) =>
      Stats.parse(performanceStats(ask(slug, days), false).body).performance_stats,
    balances: (slug) =>
      Balances.parse(commissionsSummary(ask(slug, PERIOD), false).body).commissions_summary,
  };
}

function toTruth(row: z.infer<typeof TopRow>): TopTruth {
  return {
    title: row.product_name ?? row.advertiser_name ?? row.share_url ?? "",
    brand: row.advertiser_name ?? "",
    publishedAt: row.date_published ?? "",
    clicks: row.clicks,
    orders: row.orders,
    commissionsMilli: Math.round(row.commissions * 1_000),
  };
}
