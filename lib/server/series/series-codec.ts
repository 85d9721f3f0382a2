import "server-only";
import { z } from "zod";
import type { DayMetrics } from "@/lib/analytics/series";
import { type Day, parseDay } from "@/lib/core/brand";
import { toMilli } from "@/lib/core/money";
import { addDays, listDays } from "@/lib/core/time";
import { MAX_KEPT_DAYS, type Sight, type StoredDay, type StoredSeries } from "./stored-series";

const Column = z.array(z.int().nullable()).max(MAX_KEPT_DAYS);
/** `[how many days, milliseconds after the stamp before]`, in the order of days; `null`: none. */
const Stamps = z.array(z.tuple([z.int().positive(), z.int().nullable()])).max(MAX_KEPT_DAYS);
const Columns = z.object({
  clicks: Column,
  orders: Column,
  items: Column,
  commissions: Column,
});

/** The stored form: a column a metric, a value a day from `from` on. `null`: not known. */
const Stored = Columns.extend({
  from: z.string(),
  readAt: Stamps,
  firstAt: Stamps,
  /** First-seen values of the days (by their place) on which they differ from the present ones. */
  revised: Columns.extend({ places: z.array(z.int().nonnegative()).max(MAX_KEPT_DAYS) }),
});
type Columns = z.infer<typeof Columns>;
type Stamps = z.infer<typeof Stamps>;

/** Writes a series as compact JSON: a year of a busy creator takes about 20 kB. */
export function encodeSeries(series: StoredSeries): string {
  const known = [...series.keys()].sort();
  const from = known.at(0);
  const to = known.at(-1);
  const days = from === undefined || to === undefined ? [] : listDays(from, to);
  const rows = days.map((day) => series.get(day));
  const places = rows.flatMap((row, place) => (isRevised(row) ? [place] : []));
  return JSON.stringify({
    from: from ?? "",
    ...toColumns(rows.map((row) => row?.present.metrics)),
    readAt: toStamps(rows.map((row) => row?.present.atMs ?? null)),
    firstAt: toStamps(rows.map((row) => row?.first?.atMs ?? null)),
    revised: { places, ...toColumns(places.map((place) => rows[place]?.first?.metrics)) },
  });
}

function isRevised(row: StoredDay | undefined): boolean {
  const [first, present] = [row?.first?.metrics, row?.present.metrics];
  if (first === undefined) return false;
  return JSON.stringify(toColumns([first])) !== JSON.stringify(toColumns([present]));
}

function toColumns(rows: readonly (DayMetrics | undefined)[]): Columns {
  return {
    clicks: rows.map((row) => row?.clicks ?? null),
    orders: rows.map((row) => row?.orders ?? null),
    items: rows.map((row) => row?.itemsSold ?? null),
    commissions: rows.map((row) => row?.commissions ?? null),
  };
}

function toStamps(stamps: readonly (number | null)[]): Stamps {
  const runs: Stamps = [];
  let before = 0;
  for (const [place, stamp] of stamps.entries()) {
    const run = runs.at(-1);
    if (run !== undefined && stamp === stamps[place - 1]) run[0] += 1;
    else runs.push([1, stamp === null ? null : stamp - before]);
    before = stamp ?? before;
  }
  return runs;
}

/** Reads what `encodeSeries` wrote. `undefined`: it is something else, or does not fit together. */
export function decodeSeries(text: string): StoredSeries | undefined {
  const stored = Stored.safeParse(parseJson(text)).data;
  if (stored === undefined) return undefined;
  const from = parseDay(stored.from);
  if (from === undefined) return stored.clicks.length === 0 ? new Map() : undefined;
  const present = fromColumns(stored);
  const first = fromColumns(stored.revised);
  const [readAt, firstAt] = [fromStamps(stored.readAt), fromStamps(stored.firstAt)];
  const { places } = stored.revised;
  const lengths = [readAt.length, firstAt.length, present?.length];
  const isWhole = lengths.every((length) => length === stored.clicks.length);
  if (!isWhole || present === undefined || first?.length !== places.length) return undefined;
  const revised = new Map(places.map((place, index) => [place, first[index]]));
  const days = new Map<Day, StoredDay>();
  for (const [place, metrics] of present.entries()) {
    const read = sightOf(readAt[place], metrics);
    if (read === undefined) continue;
    const firstMetrics = revised.has(place) ? revised.get(place) : metrics;
    days.set(addDays(from, place), {
      present: read,
      first: sightOf(firstAt[place], firstMetrics),
    });
  }
  return days;
}

function sightOf(
  atMs: number | null | undefined,
  metrics: DayMetrics | undefined,
): Sight | undefined {
  return atMs == null ? undefined : { atMs, metrics };
}

/** `undefined`: the columns are not of one length. */
function fromColumns(columns: Columns): readonly (DayMetrics | undefined)[] | undefined {
  const { clicks, orders, items, commissions } = columns;
  if ([orders, items, commissions].some(({ length }) => length !== clicks.length)) return undefined;
  return clicks.map((_, place) => {
    const money = commissions[place] ?? undefined;
    const metrics: DayMetrics = {
      clicks: clicks[place] ?? undefined,
      orders: orders[place] ?? undefined,
      itemsSold: items[place] ?? undefined,
      commissions: money === undefined ? undefined : toMilli(money),
    };
    return Object.values(metrics).every((value) => value === undefined) ? undefined : metrics;
  });
}

function fromStamps(runs: Stamps): readonly (number | null)[] {
  const stamps: (number | null)[] = [];
  let before = 0;
  for (const [count, delta] of runs) {
    // Whatever a stored number says, no more is unfolded than may be kept.
    if (stamps.length + count > MAX_KEPT_DAYS) return [];
    const stamp = delta === null ? null : before + delta;
    for (let index = 0; index < count; index += 1) stamps.push(stamp);
    before = stamp ?? before;
  }
  return stamps;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: whoever wrote it, it is no series of ours.
    return undefined;
  }
}
