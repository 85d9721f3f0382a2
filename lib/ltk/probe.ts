import { ok, type Result } from "@/lib/core/result";
import type { TokenSource } from "./authorised-send";
import { account } from "./endpoints/account";
import { commissionsSummary } from "./endpoints/commissions-summary";
import type { LtkEndpoint } from "./endpoints/endpoint";
import { heroChart } from "./endpoints/hero-chart";
import { itemsSold } from "./endpoints/items-sold";
import { performanceStats } from "./endpoints/performance-stats";
import { performanceSummary } from "./endpoints/performance-summary";
import { posts } from "./endpoints/posts";
import { profiles } from "./endpoints/profiles";
import { topPerformersAdvertisers } from "./endpoints/top-performers-advertisers";
import { topPerformersLinks } from "./endpoints/top-performers-links";
import { topPerformersLtks } from "./endpoints/top-performers-ltks";
import { user } from "./endpoints/user";
import { users } from "./endpoints/users";
import type { LtkAccount, LtkPeriod } from "./query";
import type { RequestTokens, SendLtkRequest } from "./request";
import { expectedShape, shapeOf } from "./shape";
import { diffShapes, type FieldDiff } from "./shape-diff";

/** What one endpoint answered: names, types and presence, and never a value. */
export interface EndpointReport {
  readonly endpoint: string;
  /** `read`: our reader takes it. `refused`: it answered and our reader does not. `failed`: no answer. `skipped`: not asked. */
  readonly outcome: "read" | "refused" | "failed" | "skipped";
  /** Why, unless it was read. */
  readonly message: string | undefined;
  readonly fields: readonly FieldDiff[];
}

/** Asks each endpoint once, the first page of a list, with the token at hand. */
export type Probe<E> = (
  target: LtkPeriod & LtkAccount,
) => Promise<Result<readonly EndpointReport[], E>>;

/** Creates the probe. Its requester should not retry, so that each endpoint is asked once indeed. */
export function createProbe<Token extends RequestTokens, E>(options: {
  readonly send: SendLtkRequest;
  readonly tokens: Pick<TokenSource<Token, E>, "getValidToken">;
}): Probe<E> {
  return async (target) => {
    const token = await options.tokens.getValidToken(target.slug);
    if (!token.ok) return token;
    const asCreator = createAsk(options.send, token.value);
    const first = { cursor: undefined };
    const top = { ...target, ...first, dimension: "commissions" } as const;
    const analytics = [
      await asCreator(heroChart, target),
      await asCreator(performanceSummary, target),
      await asCreator(performanceStats, target),
      await asCreator(commissionsSummary, target),
      await asCreator(itemsSold, { ...target, ...first }),
      await asCreator(topPerformersLinks, top),
      await asCreator(topPerformersLtks, top),
      await asCreator(topPerformersAdvertisers, top),
    ];
    const owner = await asCreator(user, { publisherId: target.publisherIds[0] ?? "" });
    const accountId = owner.answer?.accountId;
    const known = accountId === undefined ? undefined : { accountId };
    const details = [await asCreator(account, known), await asCreator(users, known)];
    const found = await asCreator(profiles, known);
    const profileId = found.answer?.at(0)?.id;
    const feed = profileId === undefined ? undefined : { ...target, ...first, profileId };
    const asAnybody = createAsk(options.send, undefined);
    const published = await asAnybody(posts, feed);
    return ok([...analytics, owner, ...details, found, published].map(({ report }) => report));
  };
}

interface Asked<T> {
  readonly report: EndpointReport;
  readonly answer: T | undefined;
}

/** Asks one endpoint; without a query, because an id it needs is not known, it is skipped. */
function createAsk(send: SendLtkRequest, tokens: RequestTokens | undefined) {
  return async <Query, T>(
    endpoint: LtkEndpoint<Query, T>,
    query: Query | undefined,
  ): Promise<Asked<T>> => {
    const report = { endpoint: endpoint.name, fields: [] };
    if (query === undefined) {
      const message = "not asked: the id it needs was not among the answers before";
      return { report: { ...report, outcome: "skipped", message }, answer: undefined };
    }
    const body = await send({ endpoint: endpoint.name, ...endpoint.request(query), tokens });
    if (!body.ok) {
      const { message } = body.error;
      return { report: { ...report, outcome: "failed", message }, answer: undefined };
    }
    const fields = diffShapes(expectedShape(endpoint.body), shapeOf([body.value]));
    const parsed = endpoint.parse(body.value, query);
    return parsed.ok
      ? { report: { ...report, fields, outcome: "read", message: undefined }, answer: parsed.value }
      : {
          report: { ...report, fields, outcome: "refused", message: parsed.error.message },
          answer: undefined,
        };
  };
}
