import { z } from "zod";
import { type Day, parseDay } from "@/lib/core/brand";
import { toMilli } from "@/lib/core/money";
import { err, ok, type Result } from "@/lib/core/result";
import { badShape, type LtkError } from "../errors";
import type { LtkPeriod } from "../query";
import type { LtkEndpoint } from "./endpoint";
import { periodParameters } from "./parameters";
import { pathOf, unread, unwrap, WireCount, WireMoney } from "./wire";

const NAME = "hero_chart";

const Count = z.int();

/** One day as we keep it: whole counts, commissions in thousandths. A metric LTK did not send is absent. */
export const HeroChartDay = z.strictObject({
  day: z.string().transform((text, context) => {
    const day = parseDay(text);
    if (day !== undefined) return day;
    context.addIssue({ code: "custom", message: "no calendar day" });
    return z.NEVER;
  }),
  clicks: Count.optional(),
  orders: Count.optional(),
  itemsSold: Count.optional(),
  commissions: z.int().transform(toMilli).optional(),
});
export type HeroChartDay = z.infer<typeof HeroChartDay>;

/** The metrics by their wire names: what each is called here, and how its values are read. */
const METRICS = {
  clicks: { metric: "clicks", value: WireCount },
  orders: { metric: "orders", value: WireCount },
  items_sold: { metric: "itemsSold", value: WireCount },
  commissions: { metric: "commissions", value: WireMoney },
} as const;
const WIRE_NAMES = ["clicks", "orders", "items_sold", "commissions"] as const;
type WireName = (typeof WIRE_NAMES)[number];

function series<T extends z.ZodType>(value: T) {
  return z.looseObject({ date_ranges: z.array(z.record(z.string(), value)) }).nullish();
}

const Series = z.looseObject({
  clicks: series(WireCount),
  orders: series(WireCount),
  items_sold: series(WireCount),
  commissions: series(WireMoney),
});
const Row = z.looseObject({ date: z.string().optional(), timestamp: z.string().optional() });

type Days = Map<Day, { -readonly [K in keyof HeroChartDay]: HeroChartDay[K] }>;

/**
 * `GET /analytics/hero_chart`: clicks, orders, items and net commissions by day.
 *
 * Units   counts; commissions in major units with up to 3 decimals, kept as thousandths.
 * Errors  `ltk_bad_shape`, naming the path and never a value.
 * Source  second-hand (docs/ltk.md#hero_chart), so the body is read tolerantly: at the root or under `data`, a series
 *         per metric or a row per day, any text after the date, numbers or numeric strings. A day or metric that is not
 *         there stays absent; one that is there twice is drift, for either could be a part of the day.
 */
export const heroChart: LtkEndpoint<LtkPeriod, readonly HeroChartDay[]> = {
  name: NAME,
  request: (period) => ({
    path: "/analytics/hero_chart",
    parameters: { ...periodParameters(period), interval: "day" },
  }),
  parse,
  body: z.looseObject({ data: Series, meta: unread("object") }),
};

function parse(body: unknown): Result<readonly HeroChartDay[], LtkError> {
  const inner = unwrap(body, [NAME]);
  if (inner === undefined) return err(badShape(NAME, "(root)"));
  const days: Days = new Map();
  const problem = Array.isArray(inner) ? readRows(inner, days) : readSeries(inner, days);
  if (problem !== undefined) return err(badShape(NAME, problem));
  return ok([...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1)));
}

/** Reads `{ clicks: { date_ranges: [{ "2030-05-01…": 410 }] }, … }`. Answers the path of the first thing it cannot read. */
function readSeries(body: unknown, days: Days): string | undefined {
  const parsed = Series.safeParse(body);
  if (!parsed.success) return pathOf(parsed.error, "data");
  let known = 0;
  for (const wireName of WIRE_NAMES) {
    const ranges = parsed.data[wireName]?.date_ranges;
    if (ranges === undefined) continue;
    known += 1;
    for (const [index, pairs] of ranges.entries()) {
      for (const [key, value] of Object.entries(pairs)) {
        if (!put(days, key, { wireName, value })) return `${wireName}.date_ranges.${index}`;
      }
    }
  }
  return known === 0 ? "data (none of the known metrics)" : undefined;
}

/** Reads `[{ date, clicks, orders, … }]`. */
function readRows(rows: readonly unknown[], days: Days): string | undefined {
  for (const [index, item] of rows.entries()) {
    const row = Row.safeParse(item);
    const date = row.success ? (row.data.date ?? row.data.timestamp) : undefined;
    if (!row.success || date === undefined) return `${index}.date`;
    let known = 0;
    for (const wireName of WIRE_NAMES) {
      if (row.data[wireName] === undefined) continue;
      const value = METRICS[wireName].value.safeParse(row.data[wireName]);
      if (!value.success || !put(days, date, { wireName, value: value.data })) {
        return `${index}.${wireName}`;
      }
      known += 1;
    }
    if (known === 0) return `${index} (none of the known metrics)`;
  }
  return undefined;
}

interface Reading {
  readonly wireName: WireName;
  readonly value: number | undefined;
}

/** Puts one metric on its day; false when the key begins with no day, or the day has this metric already. */
function put(days: Days, key: string, { wireName, value }: Reading): boolean {
  const day = parseDay(key.slice(0, 10));
  if (day === undefined) return false;
  const entry = days.get(day) ?? { day };
  days.set(day, entry);
  if (value === undefined) return true;
  const { metric } = METRICS[wireName];
  if (entry[metric] !== undefined) return false;
  if (metric === "commissions") entry.commissions = toMilli(value);
  else entry[metric] = value;
  return true;
}
