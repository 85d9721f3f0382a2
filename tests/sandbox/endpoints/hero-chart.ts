import { add, daysFrom, type Figures } from "../data";
import { json, type SandboxResponse } from "../http";
import type { Ask } from "./ask";

/** How the body of hero_chart is spelled; the real one is known at second hand only. */
export type HeroVariant = "data" | "root" | "space-dates" | "rows";

interface Point {
  readonly day: string;
  readonly figures: Figures;
}

/** `GET /analytics/hero_chart`: a series per metric by day, week or month. */
export function heroChart(ask: Ask, variant: HeroVariant, isDrifted: boolean): SandboxResponse {
  const points = group(known(ask), ask.parameters.get("interval") ?? "day");
  if (isDrifted) return json(200, { data: { click_count: points.length, series: [] } });
  if (variant === "rows") {
    const rows = points.map(({ day, figures }) => ({ date: day, ...wire(figures) }));
    return json(200, { data: rows, meta: {} });
  }
  const key = (day: string) =>
    variant === "space-dates" ? `${day} 00:00:00+00:00` : `${day}T00:00:00Z`;
  const metric = (read: (figures: Figures) => number) => ({
    date_ranges: points.map(({ day, figures }) => ({ [key(day)]: read(figures) })),
  });
  const data = {
    commissions: metric(({ commissionsMilli }) => commissionsMilli / 1_000),
    clicks: metric(({ clicks }) => clicks),
    orders: metric(({ orders }) => orders),
    items_sold: metric(({ itemsSold }) => itemsSold),
  };
  return json(200, variant === "root" ? data : { data, meta: {} });
}

function known(ask: Ask): Point[] {
  return daysFrom(ask.from, ask.to).flatMap((day) => {
    const parts = ask.publisherIds.flatMap((id) => ask.history.day(ask.creator, id, day) ?? []);
    const [first, ...rest] = parts;
    return first === undefined ? [] : [{ day, figures: rest.reduce(add, first) }];
  });
}

function wire(figures: Figures) {
  return {
    clicks: figures.clicks,
    orders: figures.orders,
    items_sold: figures.itemsSold,
    commissions: figures.commissionsMilli / 1_000,
  };
}

function group(days: readonly Point[], interval: string): Point[] {
  const buckets = new Map<string, Figures>();
  for (const { day, figures } of days) {
    const start = bucketOf(day, interval);
    const sum = buckets.get(start);
    buckets.set(start, sum === undefined ? figures : add(sum, figures));
  }
  return [...buckets].map(([day, figures]) => ({ day, figures }));
}

function bucketOf(day: string, interval: string): string {
  if (interval === "month") return `${day.slice(0, 7)}-01`;
  if (interval !== "week") return day;
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  return at.toISOString().slice(0, 10);
}
