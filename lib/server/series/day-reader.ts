import "server-only";
import { LRUCache } from "lru-cache";
import type { Cached } from "@/lib/cache/cached";
import type { Turns } from "@/lib/cache/turns";
import type { Day } from "@/lib/core/brand";
import { err, ok, type Result } from "@/lib/core/result";
import { addDays, type Clock, type Defer } from "@/lib/core/time";
import type { ReadFailure } from "../failures";
import type { Rhythm } from "./rhythm";
import type { KnownSeries, SeriesStore } from "./series-store";
import { loadShared } from "./shared-load";
import { type DayWindow, sliceWindow } from "./slice-window";
import { MAX_KEPT_DAYS, type StoredSeries, seriesOfReading } from "./stored-series";
import { type SeriesAges, type WindowState, windowState } from "./window-state";

/** Which days; `today` is the current day of the zone they belong to. */
export interface DaysQuery extends DayWindow {
  readonly today: Day;
}

/** Where the days came from, as the cache tells it. */
type Source = Omit<Cached<never, ReadFailure>, "value">;

/** A creator's days with where they came from. */
export interface LoadedDays<Value> {
  /** All that is kept of her, so at least the days asked for. */
  readonly series: ReadonlyMap<Day, Value>;
  /** The same days as they were when first seen complete. */
  readonly firstSeen: ReadonlyMap<Day, Value>;
  readonly source: Source;
}

/** Reads creators' days: from the store as long as they are as new as they should be, else from LTK. */
export interface DayReader<Query extends DaysQuery, Value> {
  /** What a page shows of a window; days from over four years ago are not known. Fails only when LTK does and what is kept does not cover the window. */
  read(query: Query): Promise<Result<LoadedDays<Value>, ReadFailure>>;
  /** Asks LTK for a window, whatever is kept, in calls of as many days as one may ask for: for jobs. */
  refresh(query: Query): Promise<Result<unknown, ReadFailure>>;
  /** What is kept, as the store has it now, or had it at most `maxAgeMs` ago. Never asks LTK. */
  known(query: Omit<Query, keyof DaysQuery>, maxAgeMs?: number): Promise<KnownSeries<Value>>;
}

/** One kind of days. */
export interface DaySource<Query extends DaysQuery, Value> {
  /** All that decides what her days are, so that no series crosses creators, publishers or zones. */
  readonly keyOf: (query: Omit<Query, keyof DaysQuery>) => string;
  /** Asks LTK for a window of one call. `known` tells what is kept, for judging an answer that cannot be true. */
  readonly load: (
    query: Query,
    known: () => Promise<StoredSeries<Value>>,
  ) => Promise<Result<ReadonlyMap<Day, Value>, ReadFailure>>;
  readonly rhythm: Rhythm;
}

/** What every kind of days is read with. */
export interface DayReaderParts<Value> {
  readonly store: SeriesStore<Value>;
  /** Whose turn it is to ask LTK, among all processes. */
  readonly turns: Turns<ReadFailure>;
  readonly now: Clock;
  readonly defer: Defer;
  readonly ages: SeriesAges;
}

const MAX_FAILURES = 2_000;

/** Makes the reader of one kind of days. Equal reads of LTK that are under way at once are shared. */
export function createDayReader<Query extends DaysQuery, Value>(
  source: DaySource<Query, Value>,
  parts: DayReaderParts<Value>,
): DayReader<Query, Value> {
  type Outcome = Result<KnownSeries<Value>, ReadFailure>;
  const { keyOf, rhythm } = source;
  const { store, now, ages } = parts;
  const windowKey = (query: Query) => `${keyOf(query)}|${query.from}..${query.to}`;
  const loading = new Map<string, Promise<Outcome>>();
  const sharing = new Map<string, Promise<Outcome>>();
  const failures = new LRUCache<string, { readonly error: ReadFailure; readonly untilMs: number }>({
    max: MAX_FAILURES,
  });

  async function load(query: Query): Promise<Outcome> {
    const key = keyOf(query);
    const readAtMs = now();
    const sent = await source.load(query, async () => (await store.read(key)).series);
    if (!sent.ok) return sent;
    return ok(await store.add(key, seriesOfReading({ ...query, sent: sent.value, readAtMs })));
  }

  function loadOnce(query: Query): Promise<Outcome> {
    const key = windowKey(query);
    const running = loading.get(key);
    if (running !== undefined) return running;
    const started = load(query)
      .then((outcome) => {
        if (outcome.ok) failures.delete(key);
        else failures.set(key, { error: outcome.error, untilMs: now() + ages.errorMs });
        return outcome;
      })
      .finally(() => loading.delete(key));
    loading.set(key, started);
    return started;
  }

  async function loadAll(query: Query): Promise<Outcome> {
    const outcomes = await Promise.all(
      sliceWindow(query, rhythm.callDays).map((slice) => loadOnce({ ...query, ...slice })),
    );
    const failed = outcomes.find((outcome) => !outcome.ok);
    return failed ?? ok(await store.read(keyOf(query)));
  }

  /** The same for pages: one of all processes asks LTK for what `wanted` holds, and the others wait for it. */
  function obtain(wanted: Query): Promise<Outcome> {
    const key = windowKey(wanted);
    const running = sharing.get(key);
    if (running !== undefined) return running;
    const started = loadShared(parts, {
      key,
      find: async () => {
        const known = await store.read(keyOf(wanted), 0);
        return judge(known, wanted).state === "fresh" ? known : undefined;
      },
      load: () => loadAll(wanted),
    }).finally(() => sharing.delete(key));
    sharing.set(key, started);
    return started;
  }

  function recentFailure(query: Query): ReadFailure | null {
    const known = sliceWindow(query, rhythm.callDays).map((slice) =>
      failures.get(windowKey({ ...query, ...slice })),
    );
    return known.find((failure) => (failure?.untilMs ?? 0) > now())?.error ?? null;
  }

  const judge = ({ series }: KnownSeries<Value>, query: Query) =>
    windowState(series, query, { today: query.today, nowMs: now(), ages, rhythm });

  async function read(asked: Query): Promise<Result<LoadedDays<Value>, ReadFailure>> {
    const query = withinBounds(asked);
    const key = keyOf(query);
    let known = await store.read(key);
    let state = judge(known, query);
    if (state.state !== "fresh") {
      // Another instance may have read it meanwhile.
      known = await store.read(key, 0);
      state = judge(known, query);
    }
    if (state.wanted === undefined) return ok(toLoaded(known, state, { source: "hit" }));
    const wanted = { ...query, ...upToToday(state.wanted, query.today) };
    const failure = recentFailure(wanted);
    if (state.state === "late") {
      if (failure === null) parts.defer(async () => void (await obtain(wanted)));
      return ok(toLoaded(known, state, { source: "stale", error: failure }));
    }
    const loaded = failure === null ? await obtain(wanted) : err(failure);
    if (loaded.ok) {
      return ok(toLoaded(loaded.value, judge(loaded.value, query), { source: "miss" }));
    }
    const left = await store.read(key);
    const leftState = judge(left, query);
    if (!leftState.isUsable) return loaded;
    return ok(toLoaded(left, leftState, { source: "stale", error: loaded.error }));
  }

  function toLoaded(
    { history }: KnownSeries<Value>,
    { syncedAtMs }: WindowState,
    { source, error = null }: Pick<Source, "source"> & Partial<Source>,
  ): LoadedDays<Value> {
    const { present, firstSeen } = history;
    return {
      series: present,
      firstSeen,
      source: { storedAtMs: syncedAtMs ?? now(), source, error },
    };
  }

  return {
    read,
    refresh: loadAll,
    known: (query, maxAgeMs = 0) => store.read(keyOf(query), maxAgeMs),
  };
}

/** What could not be kept is not asked for: it would be asked for again by every visitor. */
function withinBounds<Query extends DaysQuery>(query: Query): Query {
  const oldest = addDays(query.today, 1 - MAX_KEPT_DAYS);
  return query.from < oldest ? { ...query, from: oldest } : query;
}

/** A call that reaches yesterday asks for today as well: it costs nothing more, and serves tomorrow. */
function upToToday({ from, to }: DayWindow, today: Day): DayWindow {
  return { from, to: to >= addDays(today, -1) ? today : to };
}
