import { z } from "zod";
import { type Day, parseDay } from "@/lib/core/brand";
import { parseMilli, toMilli } from "@/lib/core/money";
import { err, ok, type Result } from "@/lib/core/result";
import { badShape, type LtkError } from "../errors";

/** Path of the daily series on the gateway. */
export const HERO_CHART_PATH = "/analytics/hero_chart";
const ENDPOINT = "hero_chart";

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

type Metric = "clicks" | "orders" | "itemsSold" | "commissions";

const WIRE_NAMES: Readonly<Record<string, Metric>> = {
  clicks: "clicks",
  orders: "orders",
  items_sold: "itemsSold",
  commissions: "commissions",
};

const Amount = z.union([z.number(), z.string()]).nullable();
const DateRanges = z.looseObject({ date_ranges: z.array(z.record(z.string(), Amount)) });
const Row = z.looseObject({ date: z.string().optional(), timestamp: z.string().optional() });
const Body = z.union([z.looseObject({}), z.array(z.unknown())]);

type Days = Map<Day, { -readonly [K in keyof HeroChartDay]: HeroChartDay[K] }>;

/**
 * `GET /analytics/hero_chart`: clicks, orders, items and net commissions by day.
 *
 * Units   counts; commissions in major units with up to 3 decimals, kept as thousandths.
 * Errors  `ltk_bad_shape`, naming the path and never a value.
 * Source  second-hand (docs/ltk.md#hero_chart), so the body is read tolerantly: at the root or under `data`, a series
 *         per metric or a row per day, any text after the date, numbers or numeric strings. A day or metric that is not
 *         there stays absent.
 */
export function parseHeroChart(body: unknown): Result<readonly HeroChartDay[], LtkError> {
  const root = Body.safeParse(body);
  if (!root.success) return err(badShape(ENDPOINT, "(root)"));
  const inner = Array.isArray(root.data) ? root.data : (root.data["data"] ?? root.data);
  const days: Days = new Map();
  const problem = Array.isArray(inner) ? readRows(inner, days) : readSeries(inner, days);
  if (problem !== undefined) return err(badShape(ENDPOINT, problem));
  return ok([...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1)));
}

/** Reads `{ clicks: { date_ranges: [{ "2030-05-01…": 410 }] }, … }`. Answers the path of the first thing it cannot read. */
function readSeries(body: unknown, days: Days): string | undefined {
  const series = z.looseObject({}).safeParse(body);
  if (!series.success) return "data";
  let known = 0;
  for (const [wireName, metric] of Object.entries(WIRE_NAMES)) {
    const value = series.data[wireName];
    if (value === undefined || value === null) continue;
    known += 1;
    const ranges = DateRanges.safeParse(value);
    if (!ranges.success) return `${wireName}.${pathOf(ranges.error)}`;
    for (const [index, pairs] of ranges.data.date_ranges.entries()) {
      for (const [key, amount] of Object.entries(pairs)) {
        if (!put(days, key, metric, amount)) return `${wireName}.date_ranges.${index}`;
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
    for (const [wireName, metric] of Object.entries(WIRE_NAMES)) {
      if (row.data[wireName] === undefined) continue;
      const amount = Amount.safeParse(row.data[wireName]);
      if (!amount.success || !put(days, date, metric, amount.data)) return `${index}.${wireName}`;
      known += 1;
    }
    if (known === 0) return `${index} (none of the known metrics)`;
  }
  return undefined;
}

function put(days: Days, key: string, metric: Metric, amount: number | string | null): boolean {
  const day = parseDay(key.slice(0, 10));
  if (day === undefined) return false;
  const entry = days.get(day) ?? { day };
  days.set(day, entry);
  if (amount === null) return true;
  const milli = parseMilli(amount);
  if (milli === undefined) return false;
  if (metric === "commissions") entry.commissions = milli;
  else if (milli % 1000 === 0) entry[metric] = milli / 1000;
  else return false;
  return true;
}

function pathOf(error: z.ZodError): string {
  return error.issues.at(0)?.path.join(".") || "(root)";
}
