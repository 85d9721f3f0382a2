import type { Roster, RosterRow, RosterTotal } from "@/lib/contracts/roster.url";
import { aMeta, aMetrics } from "./builders";

const RANGE = aMeta().range;

/** Ava Lane's row over 1 to 7 November: $600, $100 more than before, synced two hours ago. */
export function aRow(row: Partial<RosterRow> = {}): RosterRow {
  return {
    slug: "ava-lane",
    name: "Ava Lane",
    status: "active",
    range: RANGE,
    compare: aMeta().compare,
    currency: "USD",
    totals: aMetrics({ commissions: 600, clicks: 2_000, orders: 60, itemsSold: 78 }),
    previous: aMetrics({ commissions: 500 }),
    change: changeOfCommissions(100),
    contribution: 1,
    epc: { kind: "ratio", value: 0.3 },
    month: {
      forecast: { kind: "forecast", value: 2_400, isRough: false },
      pace: aPace(600, 500),
      soFar: { amount: 600, days: 7, to: "2026-11-07" },
    },
    spark: [80, 90, null, 100, 80, 70, 90],
    freshness: "fresh",
    syncedAt: "2026-11-08T08:00:00Z",
    reason: null,
    missing: [],
    ...row,
  };
}

/** A row of Airtable that cannot be used. */
export function aProblemRow(name: string, message: string): RosterRow {
  return {
    ...withoutFigures({ slug: null, name, status: "incomplete" }),
    freshness: "never",
    reason: { code: "row_incomplete", message },
  };
}

/** A creator of whom nothing is known. */
export function withoutFigures(row: Partial<RosterRow>): RosterRow {
  const nothing = { totals: null, previous: null, change: null, contribution: null, epc: null };
  return aRow({ ...nothing, month: null, spark: [], syncedAt: null, ...row });
}

/** A change of commissions by so much, from a base of $500; the other metrics as they were. */
export function changeOfCommissions(difference: number): NonNullable<RosterRow["change"]> {
  const same = { kind: "relative", difference: 0, fraction: 0 } as const;
  const commissions = { kind: "relative", difference, fraction: difference / 500 } as const;
  return { clicks: same, orders: same, itemsSold: same, commissions };
}

/** A month against the same seven days of the one before. */
export function aPace(current: number, previous: number) {
  return { kind: "pace", ratio: current / previous, current, previous, days: 7 } as const;
}

/** The dollars of one creator: $600, $100 more than before, all of it Ava's. */
export function aTotal(total: Partial<RosterTotal> = {}): RosterTotal {
  return {
    currency: "USD",
    amount: 600,
    creators: 1,
    epc: { kind: "ratio", value: 0.3 },
    epcCompared: { current: 0.3, previous: 0.25 },
    epcCreators: 1,
    compared: {
      current: 600,
      previous: 500,
      creators: 1,
      change: { kind: "relative", difference: 100, fraction: 0.2 },
    },
    mix: null,
    movers: {
      gains: [{ slug: "ava-lane", name: "Ava Lane", difference: 100, contribution: 1 }],
      losses: [],
    },
    ...total,
  };
}

interface RosterParts {
  readonly rows?: RosterRow[];
  readonly totals?: RosterTotal[];
  readonly coverage?: Partial<Roster["data"]["coverage"]>;
  readonly meta?: Partial<Roster["meta"]>;
}

/** The answer of `GET /api/roster`: these rows and sums; Ava alone where nothing is given. */
export function aRoster(parts: RosterParts = {}): Roster {
  const { rows = [aRow()], totals = [aTotal()] } = parts;
  return {
    data: {
      totals: {
        clicks: 2_000,
        orders: 60,
        itemsSold: 78,
        change: {
          clicks: { kind: "relative", difference: 300, fraction: 0.176 },
          orders: { kind: "relative", difference: 9, fraction: 0.176 },
        },
        commissions: totals,
      },
      coverage: {
        scope: rows.length,
        counted: rows.length,
        fresh: rows.length,
        stale: [],
        unknown: [],
        ...parts.coverage,
      },
      charts: totals.map(({ currency, amount }) => ({
        currency,
        creators: rows.length,
        points: [],
        totals: { clicks: 2_000, orders: 60, itemsSold: 78, commissions: amount },
        previous: null,
      })),
      brands: totals.map(({ currency }) => ({ currency, creators: 0, of: rows.length, rows: [] })),
      rows,
    },
    meta: {
      range: RANGE,
      compare: aMeta().compare,
      sparkInterval: "day",
      listedAt: null,
      ...parts.meta,
    },
  };
}
