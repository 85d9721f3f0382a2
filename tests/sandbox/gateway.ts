import type { Auth0 } from "./auth0";
import type { SandboxCreator } from "./creators";
import type { History } from "./data";
import { account } from "./endpoints/account";
import { type ParameterFamily, readAsk } from "./endpoints/ask";
import { type HeroVariant, heroChart } from "./endpoints/hero-chart";
import { createCursors, itemsSold } from "./endpoints/items-sold";
import { postsFeed } from "./endpoints/posts";
import { commissionsSummary, performanceStats, performanceSummary } from "./endpoints/summaries";
import { topPerformers } from "./endpoints/top-performers";
import type { Fault } from "./faults";
import { json, type SandboxRequest, type SandboxResponse } from "./http";

export type { HeroVariant } from "./endpoints/hero-chart";

/** The gateway's endpoints as counts and faults name them. */
export const GATEWAY_ROUTES = [
  "heroChart",
  "performanceSummary",
  "performanceStats",
  "commissionsSummary",
  "itemsSold",
  "topPerformers",
  "account",
  "posts",
  "other",
] as const;
export type GatewayRoute = (typeof GATEWAY_ROUTES)[number];

const GO = "/api/creator-analytics/v1";

const PATHS: readonly (readonly [RegExp, GatewayRoute])[] = [
  [/^\/analytics\/hero_chart$/, "heroChart"],
  [new RegExp(`^${GO}/performance_summary$`), "performanceSummary"],
  [new RegExp(`^${GO}/performance_stats$`), "performanceStats"],
  [new RegExp(`^${GO}/commissions_summary$`), "commissionsSummary"],
  [new RegExp(`^${GO}/items_sold/?$`), "itemsSold"],
  [/^\/analytics\/top_performers\/(links|ltks|advertisers)$/, "topPerformers"],
  [/^\/api\/ltk\/v2\/ltks\/?$/, "posts"],
  [/^\/api\/(creator-account-service|pub|co-api)\//, "account"],
  [/^\/analytics\/contributors$/, "account"],
];

/** The endpoints that take a window, and how they name it. */
const FAMILIES: Partial<Record<GatewayRoute, ParameterFamily>> = {
  heroChart: "dates",
  performanceSummary: "dates",
  topPerformers: "dates",
  performanceStats: "start-end",
  itemsSold: "start-end",
};

function headers(nowMs: number): Readonly<Record<string, string>> {
  return {
    server: "nginx/1.28.0",
    vary: "Origin",
    "x-ratelimit-limit": "0",
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset": String(Math.floor(nowMs / 1_000)),
  };
}

/** The simulated gateway of LTK. */
export interface Gateway {
  handle(request: SandboxRequest, fault: Fault | undefined): Promise<SandboxResponse>;
  routeOf(request: SandboxRequest): GatewayRoute;
  setHeroVariant(variant: HeroVariant): void;
}

/** Creates the gateway over a tenant and a history. */
export function createGateway(options: {
  readonly creators: readonly SandboxCreator[];
  readonly auth: Auth0;
  readonly history: History;
  readonly isLedgerEmpty: boolean;
  readonly now: () => number;
}): Gateway {
  const { creators, auth, history, now } = options;
  const cursors = createCursors();
  let variant: HeroVariant = "data";

  function routeOf({ url }: SandboxRequest): GatewayRoute {
    return PATHS.find(([path]) => path.test(url.pathname))?.[1] ?? "other";
  }

  async function authorise(request: SandboxRequest): Promise<SandboxCreator | SandboxResponse> {
    const authorization = request.headers.authorization;
    if (authorization === undefined) return json(401, { error: "Authorization field missing" });
    const idToken = request.headers["x-id-token"];
    const access = await auth.verify(authorization.replace(/^Bearer /, ""), "access");
    const id = typeof idToken === "string" ? await auth.verify(idToken, "id") : undefined;
    const creator = creators.find(({ slug }) => slug === access?.slug && slug === id?.slug);
    return creator ?? json(403, { error: "Key not authorised" });
  }

  async function answer(request: SandboxRequest, fault: Fault | undefined) {
    const route = routeOf(request);
    const isDrifted = fault?.kind === "drift";
    if (route === "other") return unknownPath(request.url.pathname);
    if (route === "posts") return postsFeed(request, creators, now(), isDrifted);
    const creator = await authorise(request);
    if ("status" in creator) return creator;
    const family = FAMILIES[route];
    if (family !== undefined) return analytics(route, family, request.url, creator, isDrifted);
    return route === "commissionsSummary"
      ? commissionsSummary({ creator, history, nowMs: now() }, isDrifted)
      : (account(request.url, creator, { creators, isDrifted }) ??
          unknownPath(request.url.pathname));
  }

  function analytics(
    route: GatewayRoute,
    family: ParameterFamily,
    url: URL,
    creator: SandboxCreator,
    isDrifted: boolean,
  ): SandboxResponse {
    const ask = readAsk(family, url, { creator, history, nowMs: now() });
    if ("status" in ask) return ask;
    switch (route) {
      case "heroChart":
        return heroChart(ask, variant, isDrifted);
      case "performanceSummary":
        return performanceSummary(ask, isDrifted);
      case "performanceStats":
        return performanceStats(ask, isDrifted);
      case "itemsSold":
        return itemsSold(
          options.isLedgerEmpty ? { ...ask, creator: withoutSales(ask.creator) } : ask,
          cursors,
          isDrifted,
        );
      default: {
        const table = url.pathname.endsWith("/links")
          ? "links"
          : url.pathname.endsWith("/ltks")
            ? "ltks"
            : "advertisers";
        return topPerformers(ask, table, isDrifted);
      }
    }
  }

  return {
    routeOf,
    async handle(request, fault) {
      const response = await answer(request, fault);
      return { ...response, headers: { ...headers(now()), ...response.headers } };
    },
    setHeroVariant(next) {
      variant = next;
    },
  };
}

/** The gateway fronts three systems, and each says "not found" in its own way. */
function unknownPath(pathname: string): SandboxResponse {
  if (pathname.startsWith("/api/creator-analytics/v1/")) {
    return json(404, { status: 404, error_code: "not-found", developer_message: "Not Found" });
  }
  if (pathname.startsWith("/analytics/")) {
    const body = "<!doctype html>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n";
    return { status: 404, body, headers: { "content-type": "text/html; charset=utf-8" } };
  }
  return { status: 404, body: "404 page not found\n" };
}

function withoutSales(creator: SandboxCreator): SandboxCreator {
  return { ...creator, kind: "new", dailyClicks: 0 };
}
