import type { Figures } from "../sandbox/data";
import { assemblePage } from "./assemble-page";
import { centsOf, count, dayWords, money, percent, weekdayWords } from "./figure-words";
import type { PageFigures } from "./page-figures";
import { PERIOD } from "./truth";

/** Days in order, each with its figures. */
export type Daily = readonly (Figures & { readonly day: string })[];

/** So many of the last days can still grow. */
const SETTLING_DAYS = 6;

/** Expects the chart of commissions by day: its words and its axis. Its table is made when it is opened. */
export function expectChart(page: PageFigures, now: Daily, before: Daily): void {
  const total = centsOf(sumOf(now).commissionsMilli);
  const change = total - centsOf(sumOf(before).commissionsMilli);
  const share = percent(Math.abs(change / (total - change)));
  const cents = now.map(({ commissionsMilli }) => centsOf(commissionsMilli));
  const [low, high] = [Math.min(...cents), Math.max(...cents)];
  const best = now[cents.indexOf(high)]?.day ?? "";
  page.expect(
    `Commissions came to ${money(total)}, ${money(Math.abs(change))} (${share}) ${change > 0 ? "more" : "less"} than in the compared period; the best day was ${weekdayWords(best)} with ${money(high)}.`,
  );
  page.expectStart(`${now.length} complete days, low ${money(low)}, high ${money(high)}.`);
  expectAxis(page, high);
  // The best day is written at its place, behind the axis of days.
  page.expect(dayWords(PERIOD.to), money(high));
}

/** The chart's table, cell by cell, for days and those that they are compared with. */
export function chartTableRows(now: Daily, before: Daily): readonly (readonly string[])[] {
  return now.map((day, index) => [
    `${weekdayWords(day.day)}${index >= now.length - SETTLING_DAYS ? " (still arriving)" : ""}`,
    ...zip(cellsOf(day), cellsOf(before[index])),
  ]);
}

function cellsOf(day: Figures | undefined): readonly string[] {
  if (day === undefined) throw new Error("nothing to compare a day with");
  return [
    money(centsOf(day.commissionsMilli), true),
    ...[day.orders, day.clicks, day.itemsSold].map(count),
  ];
}

function zip(left: readonly string[], right: readonly string[]): readonly string[] {
  return left.flatMap((value, index) => [value, right[index] ?? ""]);
}

/** The axis begins at zero, has equal steps, and ends in the first step above the highest value. */
function expectAxis(page: PageFigures, high: number): void {
  const [, labels = ""] = page.find(/(?<=\|)(\$0(?:\|\$[\d,]+)+)(?=\|\d)/);
  const ticks = labels.split("|").map((label) => Number(label.replaceAll(/[$,]/g, "")) * 100);
  const step = ticks[1] ?? 0;
  if (ticks.some((tick, index) => tick !== step * index)) throw new Error(`uneven: ${labels}`);
  const top = ticks.at(-1) ?? 0;
  if (top < high || top - step >= high) throw new Error(`${labels} is no axis for ${high}`);
  page.expect(...labels.split("|"));
}

/** Adds days up. */
export function sumOf(days: readonly Figures[]): Figures {
  const sum = (read: (day: Figures) => number) => days.reduce((all, day) => all + read(day), 0);
  return {
    clicks: sum(({ clicks }) => clicks),
    orders: sum(({ orders }) => orders),
    itemsSold: sum(({ itemsSold }) => itemsSold),
    commissionsMilli: sum(({ commissionsMilli }) => commissionsMilli),
  };
}

/** What a line's path draws at each of its points, on a scale of its own: 0 its lowest value, 1 its highest. */
function heightsOf(path: string): number[] {
  const ys = [...path.matchAll(/[ML]-?[\d.]+ (-?[\d.]+)/g)].map(([, y]) => Number(y));
  const [top, foot] = [Math.min(...ys), Math.max(...ys)];
  return ys.map((y) => (foot - y) / (foot - top));
}

/** Throws unless so many of the page's lines have the shape of these values. */
export function expectLine(
  html: string,
  { line, values, times = 1 }: { line: string; values: readonly number[]; times?: number },
): void {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const expected = values.map((value) => (value - low) / (high - low));
  const groups = html.matchAll(new RegExp(`<g class="${line}[^>]*>(.*?)</g>`, "gs"));
  const drawn = [...groups].filter(([, group = ""]) => {
    const heights = heightsOf(/ d="([^"]*)"/.exec(group)?.[1] ?? "");
    return (
      heights.length === expected.length &&
      heights.every((height, index) => Math.abs(height - (expected[index] ?? 2)) < 0.01)
    );
  });
  if (drawn.length !== times) {
    throw new Error(`${drawn.length} lines of ${line} have the values' shape, not ${times}`);
  }
}

/** Throws unless the first bars of a table are as long as these values are large. */
export function expectBars(
  html: string,
  { caption, values }: { readonly caption: string; readonly values: readonly number[] },
): void {
  const tables = assemblePage(html).split("<table").slice(1);
  const table = tables.find((text) => text.includes(`>${caption}`))?.split("</table>")[0] ?? "";
  const widths = [...table.matchAll(/<rect\b[^>]* width="([\d.]+)"/g)]
    .slice(0, values.length)
    .map(([, width]) => Number(width));
  const share = (all: readonly number[], one: number) => one / Math.max(...all);
  const isDrawn =
    widths.length === values.length &&
    widths.every((width, index) => {
      const value = values[index] ?? Number.NaN;
      return Math.abs(share(widths, width) - share(values, value)) < 0.01;
    });
  if (!isDrawn)
    throw new Error(`${caption}: bars of ${widths.join(", ")} for ${values.join(", ")}`);
}
