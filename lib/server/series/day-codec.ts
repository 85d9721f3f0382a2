import "server-only";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { z } from "zod";
import { type Day, parseDay } from "@/lib/core/brand";
import { addDays, listDays } from "@/lib/core/time";
import { MAX_KEPT_DAYS, type Sight, type StoredDay, type StoredSeries } from "./stored-series";

/** A day's figures as whole numbers by column. */
export type Cells = Readonly<Record<string, number | undefined>>;

/** How a day's figures are written, and read back. */
export interface DayColumns<Value> {
  /** A column that is left out or `undefined` is not known. */
  readonly toCells: (value: Value) => Cells;
  /** `undefined`: nothing is known of the day. */
  readonly fromCells: (cells: Cells) => Value | undefined;
}

/** Writes a series as a text for the store, and reads it back. */
export interface DayCodec<Value> {
  encode(series: StoredSeries<Value>): string;
  /** `undefined`: the text is something else, or does not fit together. */
  decode(text: string): StoredSeries<Value> | undefined;
}

/** Four years of the largest creator are some 300 kB of JSON; whatever unpacks to more is none of ours. */
const MAX_BYTES = 4 * 1024 * 1024;

const Column = z.array(z.int().nullable()).max(MAX_KEPT_DAYS);
/** `[how many days, milliseconds after the stamp before]`, in the order of days; `null`: none. */
const Stamps = z.array(z.tuple([z.int().positive(), z.int().nullable()])).max(MAX_KEPT_DAYS);
type Stamps = z.infer<typeof Stamps>;

/** The stored form: a column a figure, a value a day from `from` on. `null`: not known. */
const Head = z.object({
  from: z.string(),
  readAt: Stamps,
  firstAt: Stamps,
  /** First-seen values of the days (by their place) on which they differ from the present ones. */
  revised: z.looseObject({ places: z.array(z.int().nonnegative()).max(MAX_KEPT_DAYS) }),
});
const Columns = z.record(z.string(), Column);
type Columns = z.infer<typeof Columns>;

/** Makes the codec of one kind of days: compact JSON, deflated. Texts from before it was deflated are read, too. */
export function createDayCodec<Value>({ toCells, fromCells }: DayColumns<Value>): DayCodec<Value> {
  const cellsOf = (sight: Sight<Value> | undefined): Cells =>
    sight?.metrics === undefined ? {} : toCells(sight.metrics);

  function encode(series: StoredSeries<Value>): string {
    const known = [...series.keys()].sort();
    const from = known.at(0);
    const to = known.at(-1);
    const days = from === undefined || to === undefined ? [] : listDays(from, to);
    const rows = days.map((day) => series.get(day));
    const present = rows.map((row) => cellsOf(row?.present));
    const first = rows.map((row) => cellsOf(row?.first));
    const places = rows.flatMap((row, place) =>
      row?.first !== undefined && !isSame(first[place], present[place]) ? [place] : [],
    );
    return pack({
      from: from ?? "",
      ...toColumns(present),
      readAt: toStamps(rows.map((row) => row?.present.atMs ?? null)),
      firstAt: toStamps(rows.map((row) => row?.first?.atMs ?? null)),
      revised: { places, ...toColumns(places.map((place) => first[place] ?? {})) },
    });
  }

  function decode(text: string): StoredSeries<Value> | undefined {
    const stored = unfold(unpack(text));
    if (stored === undefined) return undefined;
    const { from, readAt, firstAt, present, first, places } = stored;
    const revised = new Map(places.map((place, index) => [place, first[index] ?? {}]));
    const days = new Map<Day, StoredDay<Value>>();
    const sightOf = (atMs: number | null | undefined, cells: Cells): Sight<Value> | undefined =>
      atMs == null ? undefined : { atMs, metrics: fromCells(cells) };
    for (const [place, cells] of present.entries()) {
      const read = sightOf(readAt[place], cells);
      if (read === undefined) continue;
      const firstCells = revised.get(place) ?? cells;
      days.set(addDays(from, place), { present: read, first: sightOf(firstAt[place], firstCells) });
    }
    return days;
  }

  return { encode, decode };
}

/** Any day: the one of a series that has none. */
const NO_DAY = parseDay("1970-01-01");

/** The columns turned into rows, and the runs into stamps. `undefined`: they do not fit together. */
function unfold(stored: unknown) {
  const head = Head.safeParse(stored).data;
  if (head === undefined) return undefined;
  const { places, ...revised } = head.revised;
  const [readAt, firstAt] = [fromStamps(head.readAt), fromStamps(head.firstAt)];
  const from = parseDay(head.from) ?? (readAt.length === 0 ? NO_DAY : undefined);
  const present = fromColumns(columnsOf(stored), readAt.length);
  const first = fromColumns(revised, places.length);
  if (from === undefined || present === undefined || first === undefined) return undefined;
  return firstAt.length === readAt.length
    ? { from, readAt, firstAt, present, first, places }
    : undefined;
}

/** What stands beside the head. */
function columnsOf(stored: unknown): unknown {
  const names = new Set(Object.keys(Head.shape));
  const entries = Object.entries(z.looseObject({}).parse(stored));
  return Object.fromEntries(entries.filter(([name]) => !names.has(name)));
}

function isSame(one: Cells = {}, other: Cells = {}): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => one[name] === other[name]);
}

function toColumns(rows: readonly Cells[]): Columns {
  const names = [...new Set(rows.flatMap((cells) => Object.keys(cells)))].sort();
  return Object.fromEntries(names.map((name) => [name, rows.map((cells) => cells[name] ?? null)]));
}

/** `undefined`: they are no columns of so many days. */
function fromColumns(stored: unknown, length: number): readonly Cells[] | undefined {
  const columns = Columns.safeParse(stored).data;
  if (columns === undefined) return undefined;
  const entries = Object.entries(columns);
  if (entries.some(([, column]) => column.length !== length)) return undefined;
  return Array.from({ length }, (_, place) =>
    Object.fromEntries(entries.map(([name, column]) => [name, column[place] ?? undefined])),
  );
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

function pack(stored: unknown): string {
  return deflateRawSync(JSON.stringify(stored)).toString("base64");
}

function unpack(text: string): unknown {
  try {
    if (text.startsWith("{")) return JSON.parse(text);
    const json = inflateRawSync(Buffer.from(text, "base64"), { maxOutputLength: MAX_BYTES });
    return JSON.parse(json.toString());
  } catch {
    // Neither JSON nor deflated: whoever wrote it, it is no series of ours.
    return undefined;
  }
}
