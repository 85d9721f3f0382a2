import type { LtkPeriod, LtkWindow } from "../query";

/** The parameters of `performance_summary`, `hero_chart` and `top_performers`. */
export function periodParameters(period: LtkPeriod): Record<string, string> {
  return {
    start_date: `${period.from}T00:00:00Z`,
    end_date: `${period.to}T23:59:59Z`,
    publisher_ids: period.publisherIds.join(","),
    platform: "rs,ltk",
    timezone: period.timezone,
  };
}

/** The parameters of `performance_stats` and `items_sold`: the same window under other names, and in UTC. */
export function windowParameters({ from, to }: LtkWindow): Record<string, string> {
  return { start: `${from}T00:00:00Z`, end: `${to}T23:59:59Z` };
}
