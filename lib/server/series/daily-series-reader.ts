import "server-only";
import { LRUCache } from "lru-cache";
import type { DailySeries } from "@/lib/analytics/series";
import type { Cached } from "@/lib/cache/cached";
import type { Turns } from "@/lib/cache/turns";
import type { Day } from "@/lib/core/brand";
import { err, ok, type Result } from "@/lib/core/result";
import { addDays, type Clock, type Defer } from "@/lib/core/time";
import type { HeroChartDay } from "@/lib/ltk/endpoints/hero-chart";
import type { LtkPeriod } from "@/lib/ltk/query";
import type { ReadFailure } from "../failures";
import type { KnownSeries, SeriesStore } from "./series-store";
import { loadShared } from "./shared-load";
import { sliceWindow } from "./slice-window";
import { MAX_KEPT_DAYS, seriesOfReading, type WindowReading, wipesKnown } from "./stored-series";
import { type SeriesAges, type WindowState, windowState } from "./window-state";

/** Whose days, and which; `today` is her current day. */
export interface SeriesQuery extends LtkPeriod {
  readonly today: Day;
}

/** Where the days came from, as the cache tells it. */
type Source = Omit<Cached<never, ReadFailure>, "value">;

/** A creator's days with where they came from. */
export interface LoadedSeries {
  /** All that is kept of her, so at least the days asked for. */
  readonly series: DailySeries;
  /** The same days as they were when first seen complete. */
  readonly firstSeen: DailySeries;
  readonly source: Source;
}

/** Reads creators' days: from the store as long as they are as new as they should be, else from LTK. */
export interface DailySeriesReader {
  /** What a page shows of a window; days from over four years ago are not known. Fails only when LTK does and what is kept does not cover the window. */
  read(query: SeriesQuery): Promise<Result<LoadedSeries, ReadFailure>>;
  /** Asks LTK for a window, whatever is kept, one call for each hundred days: for jobs. */
  refresh(query: SeriesQuery): Promise<Result<unknown, ReadFailure>>;
  /** What is kept, for jobs that plan what to read. */
  known(query: Omit<SeriesQuery, "from" | "to">): Promise<KnownSeries>;
}

interface ReaderOptions {
  readonly store: SeriesStore;
  /** Whose turn it is to ask LTK, among all processes. */
  readonly turns: Turns<ReadFailure>;
  readonly load: (period: LtkPeriod) => Promise<Result<readonly HeroChartDay[], ReadFailure>>;
  /** Makes the failure of an answer that would wipe out what is known. */
  readonly onWiped: () => ReadFailure;
  readonly now: Clock;
  readonly defer: Defer;
  readonly ages: SeriesAges;
}

type Outcome = Result<KnownSeries, ReadFailure>;

const MAX_FAILURES = 2_000;

/** Makes the reader. Equal reads of LTK that are under way at once are shared. */
export function createDailySeriesReader(options: ReaderOptions): DailySeriesReader {
  const { store, now, ages } = options;
  const loading = new Map<string, Promise<Outcome>>();
  const sharing = new Map<string, Promise<Outcome>>();
  const failures = new LRUCache<string, { readonly error: ReadFailure; readonly untilMs: number }>({
    max: MAX_FAILURES,
  });

  async function load(query: SeriesQuery): Promise<Outcome> {
    const key = keyOf(query);
    const readAtMs = now();
    const answer = await options.load(query);
    if (!answer.ok) return answer;
    const sent: DailySeries = new Map(answer.value.map((day) => [day.day, day]));
    const reading: WindowReading = { ...query, sent, readAtMs };
    const { series } = await store.read(key);
    if (wipesKnown(series, reading)) return err(options.onWiped());
    return ok(await store.add(key, seriesOfReading(reading)));
  }

  function loadOnce(query: SeriesQuery): Promise<Outcome> {
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

  async function loadAll(query: SeriesQuery): Promise<Outcome> {
    const outcomes = await Promise.all(
      sliceWindow(query).map((slice) => loadOnce({ ...query, ...slice })),
    );
    const failed = outcomes.find((outcome) => !outcome.ok);
    return failed ?? ok(await store.read(keyOf(query)));
  }

  /** The same for pages: one of all processes asks LTK for what `wanted` holds, and the others wait for it. */
  function obtain(wanted: SeriesQuery): Promise<Outcome> {
    const key = windowKey(wanted);
    const running = sharing.get(key);
    if (running !== undefined) return running;
    const started = loadShared(options, {
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

  function recentFailure(query: SeriesQuery): ReadFailure | null {
    const known = sliceWindow(query).map((slice) =>
      failures.get(windowKey({ ...query, ...slice })),
    );
    return known.find((failure) => (failure?.untilMs ?? 0) > now())?.error ?? null;
  }

  const judge = ({ series }: KnownSeries, query: SeriesQuery) =>
    windowState(series, query, { today: query.today, nowMs: now(), ages });

  async function read(asked: SeriesQuery): Promise<Result<LoadedSeries, ReadFailure>> {
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
      if (failure === null) options.defer(async () => void (await obtain(wanted)));
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
    { history }: KnownSeries,
    { syncedAtMs }: WindowState,
    { source, error = null }: Pick<Source, "source"> & Partial<Source>,
  ): LoadedSeries {
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
    known: (query) => store.read(keyOf(query), 0),
  };
}

/** All that decides what her days are, so that no series crosses creators, publishers or zones. */
function keyOf({
  slug,
  publisherIds,
  timezone,
}: Omit<SeriesQuery, "from" | "to" | "today">): string {
  return ["daily-series/v1", slug, publisherIds.join(","), timezone].join("|");
}

function windowKey(query: SeriesQuery): string {
  return `${keyOf(query)}|${query.from}..${query.to}`;
}

/** What could not be kept is not asked for: it would be asked for again by every visitor. */
function withinBounds(query: SeriesQuery): SeriesQuery {
  const oldest = addDays(query.today, 1 - MAX_KEPT_DAYS);
  return query.from < oldest ? { ...query, from: oldest } : query;
}

/** A call that reaches yesterday asks for today as well: it costs nothing more, and serves tomorrow. */
function upToToday({ from, to }: { readonly from: Day; readonly to: Day }, today: Day) {
  return { from, to: to >= addDays(today, -1) ? today : to };
}
