import type { Day, Slug } from "@/lib/core/brand";
import type { Result } from "@/lib/core/result";
import { HERO_CHART_PATH, type HeroChartDay, parseHeroChart } from "./endpoints/hero-chart";
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

/** LTK's analytics for one creator; every method is one endpoint. */
export interface LtkClient<E> {
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
}): LtkClient<E> {
  const { send, tokens } = options;

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

  return {
    async heroChart(period) {
      const body = await get(period.slug, {
        endpoint: "hero_chart",
        path: HERO_CHART_PATH,
        parameters: { ...periodParameters(period), interval: "day" },
      });
      return body.ok ? parseHeroChart(body.value) : body;
    },
    async performanceSummary(period) {
      const body = await get(period.slug, {
        endpoint: "performance_summary",
        path: PERFORMANCE_SUMMARY_PATH,
        parameters: periodParameters(period),
      });
      return body.ok ? parsePerformanceSummary(body.value) : body;
    },
  };
}
