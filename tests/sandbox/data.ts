import type { SandboxCreator } from "./creators";

const DAY_MS = 86_400_000;
/** How many days of history there are. */
const HISTORY_DAYS = 430;
/** The share of orders known so many days after they were placed: they arrive late. */
const ARRIVED = [0.55, 0.8, 0.9, 0.95, 0.98, 0.99];
/** Sunday to Saturday. */
const WEEKDAY = [1.28, 1.02, 0.84, 0.82, 0.86, 0.98, 1.2];

/** The figures of some days; commissions in thousandths, returns taken off. */
export interface Figures {
  readonly clicks: number;
  readonly orders: number;
  readonly itemsSold: number;
  readonly commissionsMilli: number;
}

const NOTHING: Figures = { clicks: 0, orders: 0, itemsSold: 0, commissionsMilli: 0 };

/** What followers did on a day, besides clicking. */
export interface Engagement {
  /** New ones. */
  readonly followers: number;
  readonly postImpressions: number;
  readonly profileVisits: number;
  readonly postVisits: number;
  readonly videoViews: number;
}

/** A repeatable number in [0, 1) for a text (FNV-1a, then mixed). */
export function chance(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

function isSaleDay(day: string): boolean {
  const monthDay = day.slice(5);
  return (
    (monthDay >= "11-06" && monthDay <= "11-08") ||
    (monthDay >= "11-23" && monthDay <= "11-30") ||
    (monthDay >= "07-12" && monthDay <= "07-15") ||
    (monthDay >= "03-13" && monthDay <= "03-15")
  );
}

/** Midnight UTC of a day. */
function epochOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** Every day from one to another, both included. */
export function daysFrom(from: string, to: string): string[] {
  const days: string[] = [];
  for (let at = epochOf(from); at <= epochOf(to); at += DAY_MS) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}

/** The invented history of all creators: the same for the same seed, and still arriving for the last days. */
export interface History {
  /** One publisher's day, or `undefined` when there is none. */
  day(creator: SandboxCreator, publisherId: string, day: string): Figures | undefined;
  /** Sums over days, both ends included, for some of a creator's publishers (all when left out). */
  sum(creator: SandboxCreator, from: string, to: string, publisherIds?: readonly string[]): Figures;
  /** Changes a past day for good, as returns do: what is given is added to the day's figures of the first publisher. */
  revise(creator: SandboxCreator, day: string, change: Partial<Figures>): void;
  /** A day's engagement of the whole account; zeros when there was none. */
  engagement(creator: SandboxCreator, day: string): Engagement;
}

/** Creates the history as it is known at `now()`. */
export function createHistory(options: {
  readonly seed: number;
  readonly now: () => number;
}): History {
  const { seed, now } = options;
  const revisions = new Map<string, Figures>();

  function settled(creator: SandboxCreator, publisherId: string, day: string): Figures {
    const random = (what: string) => chance(`${seed}|${publisherId}|${day}|${what}`);
    const at = epochOf(day);
    const weekday = WEEKDAY[new Date(at).getUTCDay()] ?? 1;
    const growth = 1 + (at - epochOf("2026-01-01")) / DAY_MS / 1_500;
    const sale = isSaleDay(day) ? 1.45 : 1;
    const share = 1 / creator.publisherIds.length;
    const clicks = Math.round(
      creator.dailyClicks * share * weekday * growth * sale * (0.8 + 0.4 * random("clicks")),
    );
    const rate = creator.conversion * (0.85 + 0.3 * random("rate")) * (sale > 1 ? 1.1 : 1);
    const orders = Math.min(clicks, Math.floor(clicks * rate + random("round")));
    const itemsSold = orders + Math.floor(orders * (0.1 + 0.4 * random("items")));
    const perOrder = creator.orderMilli * (0.75 + 0.5 * random("value"));
    const isReturnDay = creator.kind === "returns" && random("return-day") < 0.1;
    const returned = isReturnDay ? 1.6 : 0.05 + 0.08 * random("returns");
    return {
      clicks,
      orders,
      itemsSold,
      commissionsMilli: Math.round(orders * perOrder * (1 - returned)),
    };
  }

  function day(creator: SandboxCreator, publisherId: string, date: string): Figures | undefined {
    const today = new Date(now()).toISOString().slice(0, 10);
    const ageDays = Math.round((epochOf(today) - epochOf(date)) / DAY_MS);
    if (creator.kind === "new" || ageDays < 0 || ageDays >= HISTORY_DAYS) return undefined;
    const figures = settled(creator, publisherId, date);
    const elapsed = ageDays === 0 ? (now() - epochOf(today)) / DAY_MS : 1;
    const arrived = (ARRIVED[ageDays] ?? 1) * elapsed;
    const orders = Math.floor(figures.orders * arrived);
    const share = figures.orders === 0 ? 1 : orders / figures.orders;
    const known = {
      clicks: Math.floor(figures.clicks * elapsed),
      orders,
      itemsSold: Math.floor(figures.itemsSold * share),
      commissionsMilli: Math.round(figures.commissionsMilli * share),
    };
    return add(known, revisions.get(`${publisherId}|${date}`) ?? NOTHING);
  }

  function engagement(creator: SandboxCreator, date: string): Engagement {
    const parts = creator.publisherIds.flatMap((id) => day(creator, id, date) ?? []);
    const clicks = parts.reduce((all, part) => all + part.clicks, 0);
    const some = (what: string, perClick: number) =>
      Math.round(
        clicks * perClick * (0.85 + 0.3 * chance(`${seed}|${creator.slug}|${date}|${what}`)),
      );
    return {
      followers: some("followers", 0.0026),
      postImpressions: some("impressions", 21),
      profileVisits: some("profile", 0.42),
      postVisits: some("posts", 0.76),
      videoViews: some("videos", 1.7),
    };
  }

  return {
    day,
    engagement,
    revise(creator, date, change) {
      const key = `${creator.publisherIds[0]}|${date}`;
      revisions.set(key, add(revisions.get(key) ?? NOTHING, { ...NOTHING, ...change }));
    },
    sum(creator, from, to, publisherIds = creator.publisherIds) {
      let sum = NOTHING;
      for (const date of daysFrom(from, to)) {
        for (const publisherId of publisherIds)
          sum = add(sum, day(creator, publisherId, date) ?? NOTHING);
      }
      return sum;
    },
  };
}

/** Adds figures up. */
export function add(one: Figures, other: Figures): Figures {
  return {
    clicks: one.clicks + other.clicks,
    orders: one.orders + other.orders,
    itemsSold: one.itemsSold + other.itemsSold,
    commissionsMilli: one.commissionsMilli + other.commissionsMilli,
  };
}
