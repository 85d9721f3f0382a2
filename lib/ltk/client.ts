import type { Day, Slug } from "@/lib/core/brand";
import type { Result } from "@/lib/core/result";
import type { DriftLog } from "./drift";
import {
  COMMISSIONS_SUMMARY_PATH,
  type CommissionsSummary,
  parseCommissionsSummary,
} from "./endpoints/commissions-summary";
import { HERO_CHART_PATH, type HeroChartDay, parseHeroChart } from "./endpoints/hero-chart";
import {
  PERFORMANCE_STATS_PATH,
  type PerformanceStats,
  parsePerformanceStats,
} from "./endpoints/performance-stats";
import {
  PERFORMANCE_SUMMARY_PATH,
  type PerformanceSummary,
  parsePerformanceSummary,
} from "./endpoints/performance-summary";
import type { LtkError } from "./errors";
import type { LtkRequest, RequestTokens, SendLtkRequest } from "./request";

/** Where the client gets a creator's tokens, and what it tells when LTK refused them. Implemented by the token manager. */
export interface TokenSource<Token extends RequestTokens, E> {
  getValidToken(slug: Slug): Promise<Result<Token, E>>;
  /** A newer token, or the refusal as the final error. */
  replaceRejected(slug: Slug, rejected: Token): Promise<Result<Token, E>>;
}

/** Whose data of which days. */
export interface LtkPeriod {
  readonly slug: Slug;
  readonly publisherIds: readonly string[];
  readonly from: Day;
  readonly to: Day;
  /** IANA zone; always sent, because LTK's default is an unrelated offset. */
  readonly timezone: string;
}

/** Whose account, and in which currency its money is asked for. LTK answers for all publishers of the token's account. */
export interface LtkAccount {
  readonly slug: Slug;
  /** Not sent; they tell one account of a slug from the next. */
  readonly publisherIds: readonly string[];
  readonly currency: string;
}

/** LTK's analytics for one creator; every method is one endpoint. */
export interface LtkClient<E> {
  /** Balances now, for the whole account. */
  commissionsSummary(account: LtkAccount): Promise<Result<CommissionsSummary, LtkError | E>>;
  /** Engagement of a period, for the whole account. */
  performanceStats(
    period: LtkAccount & Pick<LtkPeriod, "from" | "to">,
  ): Promise<Result<PerformanceStats, LtkError | E>>;
  heroChart(period: LtkPeriod): Promise<Result<readonly HeroChartDay[], LtkError | E>>;
  performanceSummary(period: LtkPeriod): Promise<Result<PerformanceSummary, LtkError | E>>;
}

function periodParameters(period: LtkPeriod): Record<string, string> {
  return {
    start_date: `${period.from}T00:00:00Z`,
    end_date: `${period.to}T23:59:59Z`,
    publisher_ids: period.publisherIds.join(","),
    platform: "rs,ltk",
    timezone: period.timezone,
  };
}

/** Creates the client over one requester and the creators' tokens. */
export function createLtkClient<Token extends RequestTokens, E>(options: {
  readonly send: SendLtkRequest;
  readonly tokens: TokenSource<Token, E>;
  /** Told of answers whose shape we do not know, and of good ones after them. */
  readonly drift: Pick<DriftLog, "note" | "clear">;
}): LtkClient<E> {
  const { send, tokens, drift } = options;

  /** One read with a valid token; a refused token is replaced and the read repeated once. */
  async function get(
    slug: Slug,
    request: Omit<LtkRequest, "tokens">,
  ): Promise<Result<unknown, LtkError | E>> {
    const token = await tokens.getValidToken(slug);
    if (!token.ok) return token;
    const first = await send({ ...request, tokens: token.value });
    if (first.ok || first.error.code !== "ltk_unauthorised") return first;
    const newer = await tokens.replaceRejected(slug, token.value);
    if (!newer.ok) return newer;
    const second = await send({ ...request, tokens: newer.value });
    if (second.ok || second.error.code !== "ltk_unauthorised") return second;
    const refused = await tokens.replaceRejected(slug, newer.value);
    return refused.ok ? second : refused;
  }

  /** The same, with its answer parsed. */
  async function read<T>(
    slug: Slug,
    request: Omit<LtkRequest, "tokens">,
    parse: (body: unknown) => Result<T, LtkError>,
  ): Promise<Result<T, LtkError | E>> {
    const body = await get(slug, request);
    if (!body.ok) return body;
    const parsed = parse(body.value);
    if (parsed.ok) drift.clear(request.endpoint);
    else drift.note(parsed.error);
    return parsed;
  }

  return {
    heroChart(period) {
      const parameters = { ...periodParameters(period), interval: "day" };
      const request = { endpoint: "hero_chart", path: HERO_CHART_PATH, parameters };
      return read(period.slug, request, parseHeroChart);
    },
    performanceSummary(period) {
      const parameters = periodParameters(period);
      const endpoint = "performance_summary";
      const request = { endpoint, path: PERFORMANCE_SUMMARY_PATH, parameters };
      return read(period.slug, request, parsePerformanceSummary);
    },
    performanceStats({ slug, currency, from, to }) {
      const parameters = { start: `${from}T00:00:00Z`, end: `${to}T23:59:59Z`, currency };
      const request = { endpoint: "performance_stats", path: PERFORMANCE_STATS_PATH, parameters };
      return read(slug, request, parsePerformanceStats);
    },
    commissionsSummary({ slug, currency }) {
      const endpoint = "commissions_summary";
      const request = { endpoint, path: COMMISSIONS_SUMMARY_PATH, parameters: { currency } };
      return read(slug, request, parseCommissionsSummary);
    },
  };
}
