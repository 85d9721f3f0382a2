import type { Connection } from "@/lib/contracts/connection.url";
import type { ComparedPoint, HeroChart, HeroChartPoint } from "@/lib/contracts/hero-chart.url";
import type { Overview } from "@/lib/contracts/overview.url";
import type { PersonRow } from "@/lib/contracts/people.url";

/** Consecutive days of November 2026 with these commissions; other metrics are 1. */
export function pointsOf(
  commissions: readonly (number | null)[],
  partialFrom = 99,
): HeroChartPoint[] {
  return commissions.map((value, index) => ({
    day: `2026-11-${String(index + 1).padStart(2, "0")}`,
    clicks: 1,
    orders: 1,
    itemsSold: 1,
    commissions: value,
    partial: index >= partialFrom,
    settling: false,
    revised: null,
  }));
}

/** The days of October that stand against those, with these commissions; left out where `undefined`. */
export function comparedOf(commissions: readonly (number | null | undefined)[]): ComparedPoint[] {
  return commissions.flatMap((value, index) => {
    const date = String(index + 1).padStart(2, "0");
    const days = { day: `2026-10-${date}`, against: `2026-11-${date}` };
    return value === undefined ? [] : [{ ...days, ...aMetrics({ commissions: value }) }];
  });
}

/** Metrics of a period: everything 1 but what is given. */
export function aMetrics(metrics: Partial<Overview["data"]["totals"]> = {}) {
  return { clicks: 1, orders: 1, itemsSold: 1, commissions: 1, ...metrics };
}

/** The parts of an overview that a creator without history has nothing in. */
export const NOTHING_TOLD: Pick<Overview["data"], "why" | "ratios" | "month"> = {
  why: null,
  ratios: {
    epc: noRatio("clicks"),
    commissionPerOrder: noRatio("orders"),
    itemsPerOrder: noRatio("orders"),
    maturedEpc: noRatio("clicks"),
  },
  month: {
    from: "2026-11-01",
    to: "2026-11-30",
    forecast: { kind: "none", reason: "too_little_history" },
    pace: { kind: "none", reason: "unknown" },
    soFar: null,
  },
};

function noRatio(metric: "clicks" | "orders"): Overview["data"]["ratios"]["epc"] {
  return { kind: "none", reason: "unknown", minimum: { metric, count: 100, days: 7 } };
}

/** What an answer about 1 to 7 November says about itself. */
export function aMeta(meta: Partial<Overview["meta"]> = {}): Overview["meta"] {
  return {
    creator: "ava-lane",
    range: { from: "2026-11-01", to: "2026-11-07", timezone: "UTC", partial: false },
    compare: { from: "2026-10-25", to: "2026-10-31" },
    currency: "USD",
    freshness: "fresh",
    syncedAt: "2026-11-08T08:00:00Z",
    source: "cache",
    reason: null,
    missing: [],
    ...meta,
  };
}

/** An overview of 1 to 7 November in which everything is 1 and nothing compared, but what is given. */
export function anOverview(
  data: Partial<Overview["data"]> = {},
  meta: Partial<Overview["meta"]> = {},
): Overview {
  return {
    data: {
      creator: { slug: "ava-lane", name: "Ava Lane", status: "active" },
      totals: aMetrics(),
      previous: null,
      compared: null,
      change: null,
      rates: { orderConversion: null, itemsSoldConversion: null },
      ...NOTHING_TOLD,
      ...data,
    },
    meta: aMeta(meta),
  };
}

/** A chart of these points. */
export function aChart(
  points: HeroChartPoint[],
  rest: { total?: number | null; previous?: HeroChart["data"]["previous"] } = {},
): HeroChart {
  const { total = 0, previous = null } = rest;
  return { data: { points, totals: aMetrics({ commissions: total }), previous }, meta: aMeta() };
}

/** Ava Lane's connection, which works. */
export function aConnection(connection: Partial<Connection> = {}): Connection {
  return {
    key: "recAva",
    slug: "ava-lane",
    name: "Ava Lane",
    account: "••45",
    state: "active",
    needsAction: false,
    note: null,
    lastError: null,
    consecutiveFailures: 0,
    accessExpiresAt: "2026-11-24T20:00:00Z",
    lastRenewedAt: "2026-11-24T10:00:00Z",
    sessionCapturedAt: "2026-11-16T00:00:00Z",
    sessionAgeDays: 8,
    canConnect: true,
    hasOffer: false,
    ...connection,
  };
}

/** An active manager of Ava Lane. */
export function aPerson(person: Partial<PersonRow> = {}): PersonRow {
  return {
    key: "recNoor",
    email: "noor@studio.example",
    name: "Noor Haddad",
    role: "manager",
    creators: [{ slug: "ava-lane", name: "Ava Lane" }],
    isActive: true,
    isFixed: false,
    ...person,
  };
}
