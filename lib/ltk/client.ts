import type { Slug } from "@/lib/core/brand";
import { ok, type Result } from "@/lib/core/result";
import { SECOND_MS } from "@/lib/core/time";
import { createAuthorisedSend, type TokenSource, type UntokenedRequest } from "./authorised-send";
import type { DriftLog } from "./drift";
import { account, type LtkAccountDetails } from "./endpoints/account";
import { type CommissionsSummary, commissionsSummary } from "./endpoints/commissions-summary";
import type { LtkEndpoint, PagedEndpoint } from "./endpoints/endpoint";
import { type HeroChartDay, heroChart } from "./endpoints/hero-chart";
import { itemsSold, type LedgerRow, MAX_LEDGER_DAYS } from "./endpoints/items-sold";
import { type PerformanceStats, performanceStats } from "./endpoints/performance-stats";
import { type PerformanceSummary, performanceSummary } from "./endpoints/performance-summary";
import { type Post, posts } from "./endpoints/posts";
import { type LtkProfile, profiles } from "./endpoints/profiles";
import { type TopBrand, topPerformersAdvertisers } from "./endpoints/top-performers-advertisers";
import { type TopLink, topPerformersLinks } from "./endpoints/top-performers-links";
import { type TopPost, topPerformersLtks } from "./endpoints/top-performers-ltks";
import { type LtkUser, user } from "./endpoints/user";
import { users } from "./endpoints/users";
import type { LtkError } from "./errors";
import type {
  AccountQuery,
  LtkAccount,
  LtkPeriod,
  LtkWindow,
  PostsQuery,
  TopQuery,
  UserQuery,
} from "./query";
import { type ReadLimits, readList, readOnce } from "./read";
import type { RequestTokens, SendLtkRequest } from "./request";
import { splitWindow } from "./windows";

export type { LtkAccount, LtkPeriod } from "./query";

/** Cured the feed's 429s [one source]. */
const PAUSE_BETWEEN_POST_PAGES_MS = 2 * SECOND_MS;

/** One read: what is asked, and the answer or why there is none. */
type Read<Query, T, E> = (query: Query, limits?: ReadLimits) => Promise<Result<T, LtkError | E>>;

interface OfCreator {
  readonly slug: Slug;
}

/** LTK's analytics for one creator; every method is one endpoint, and a list is read to its end. */
export interface LtkClient<E> {
  readonly heroChart: Read<LtkPeriod, readonly HeroChartDay[], E>;
  readonly performanceSummary: Read<LtkPeriod, PerformanceSummary, E>;
  /** Engagement of a period, for the whole account. */
  readonly performanceStats: Read<LtkAccount & LtkWindow, PerformanceStats, E>;
  /** Balances now, for the whole account. */
  readonly commissionsSummary: Read<LtkAccount, CommissionsSummary, E>;
  /** The ledger of the whole account, newest first, equal rows kept. Long windows are read in parts of 31 days. */
  readonly itemsSold: Read<LtkAccount & LtkWindow, readonly LedgerRow[], E>;
  /** Products, posts and brands, the best first: `limit` rows at most, ten to a page. */
  readonly topLinks: Read<TopQuery & TopLimit, readonly TopLink[], E>;
  readonly topPosts: Read<TopQuery & TopLimit, readonly TopPost[], E>;
  readonly topBrands: Read<TopQuery & TopLimit, readonly TopBrand[], E>;
  readonly user: Read<UserQuery & OfCreator, LtkUser, E>;
  readonly users: Read<AccountQuery & OfCreator, readonly LtkUser[], E>;
  readonly account: Read<AccountQuery & OfCreator, LtkAccountDetails, E>;
  readonly profiles: Read<AccountQuery & OfCreator, readonly LtkProfile[], E>;
  /** Public: asked without anybody's tokens, slowly. */
  readonly posts: Read<PostsQuery, readonly Post[], never>;
}

interface TopLimit {
  readonly limit: number;
}

/** Creates the client over one requester and the creators' tokens. */
export function createLtkClient<Token extends RequestTokens, E>(options: {
  readonly send: SendLtkRequest;
  readonly tokens: TokenSource<Token, E>;
  /** Told of answers whose shape we do not know, and of good ones after them. */
  readonly drift: Pick<DriftLog, "note" | "clear">;
}): LtkClient<E> {
  const { send, drift } = options;
  const asCreator = createAuthorisedSend(send, options.tokens);
  const asAnybody = (request: UntokenedRequest) => send({ ...request, tokens: undefined });

  function one<Query, T>(endpoint: LtkEndpoint<Query, T>): Read<Query & OfCreator, T, E> {
    return (query, limits) =>
      readOnce({ send: asCreator(query.slug), drift, endpoint, limits }, query);
  }

  function top<Row>(endpoint: PagedEndpoint<TopQuery, Row>) {
    return (query: TopQuery & TopLimit, limits?: ReadLimits) =>
      readList({ send: asCreator(query.slug), drift, endpoint, limits }, query, {
        enough: query.limit,
      });
  }

  return {
    heroChart: one(heroChart),
    performanceSummary: one(performanceSummary),
    performanceStats: one(performanceStats),
    commissionsSummary: one(commissionsSummary),
    async itemsSold(query, limits) {
      const parts = { send: asCreator(query.slug), drift, endpoint: itemsSold, limits };
      const rows: LedgerRow[] = [];
      for (const window of splitWindow(query, MAX_LEDGER_DAYS)) {
        const part = await readList(parts, { ...query, ...window });
        if (!part.ok) return part;
        for (const row of part.value) rows.push(row);
      }
      return ok(rows);
    },
    topLinks: top(topPerformersLinks),
    topPosts: top(topPerformersLtks),
    topBrands: top(topPerformersAdvertisers),
    user: one(user),
    users: one(users),
    account: one(account),
    profiles: one(profiles),
    posts: (query, limits) =>
      readList({ send: asAnybody, drift, endpoint: posts, limits }, query, {
        pauseMs: PAUSE_BETWEEN_POST_PAGES_MS,
      }),
  };
}
