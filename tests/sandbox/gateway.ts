import type { Auth0 } from "./auth0";
import { CREATORS, type SandboxCreator } from "./creators";
import { add, daysFrom, type Figures, type History } from "./data";
import type { Fault } from "./faults";
import { json, type SandboxRequest, type SandboxResponse } from "./http";

/** How the body of hero_chart is spelled; the real one is known at second hand only. */
export type HeroVariant = "data" | "root" | "space-dates" | "rows";

const PERFORMANCE_SUMMARY = "/api/creator-analytics/v1/performance_summary";
const HERO_CHART = "/analytics/hero_chart";
/** The share of clicks that goes to retailers whose orders LTK sees; the base of its conversion rates. */
const TRACKED_CLICKS = 0.87;

const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

function headers(nowMs: number): Readonly<Record<string, string>> {
  return {
    server: "nginx/1.28.0",
    vary: "Origin",
    "x-ratelimit-limit": "0",
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset": String(Math.floor(nowMs / 1_000)),
  };
}

function badRequest(parameter: string): SandboxResponse {
  return json(400, {
    status: 400,
    error_code: "bad-request",
    developer_message: `invalid value for '${parameter}': please use RFC3339 format (2006-01-02T15:04:05Z07:00)`,
  });
}

/** The simulated gateway of LTK. */
export interface Gateway {
  handle(request: SandboxRequest, fault: Fault | undefined): Promise<SandboxResponse>;
  routeOf(request: SandboxRequest): string;
  setHeroVariant(variant: HeroVariant): void;
}

/** What a valid request for analytics says. */
interface Ask {
  readonly creator: SandboxCreator;
  readonly from: string;
  readonly to: string;
  readonly publisherIds: readonly string[];
  readonly parameters: URLSearchParams;
}

/** Creates the gateway over a tenant and a history. */
export function createGateway(options: {
  readonly auth: Auth0;
  readonly history: History;
  readonly now: () => number;
}): Gateway {
  const { auth, history } = options;
  let variant: HeroVariant = "data";

  async function authorise(request: SandboxRequest): Promise<SandboxCreator | SandboxResponse> {
    const authorization = request.headers.authorization;
    if (authorization === undefined) return json(401, { error: "Authorization field missing" });
    const idToken = request.headers["x-id-token"];
    const access = await auth.verify(authorization.replace(/^Bearer /, ""), "access");
    const id = typeof idToken === "string" ? await auth.verify(idToken, "id") : undefined;
    const creator = CREATORS.find(({ slug }) => slug === access?.slug && slug === id?.slug);
    return creator ?? json(403, { error: "Key not authorised" });
  }

  function readAsk(creator: SandboxCreator, url: URL): Ask | SandboxResponse {
    for (const name of ["start_date", "end_date"]) {
      if (!RFC3339.test(url.searchParams.get(name) ?? "")) return badRequest(name);
    }
    for (const [name, value] of url.searchParams) if (value === "") return badRequest(name);
    const publisherIds = (url.searchParams.get("publisher_ids") ?? "").split(",");
    if (!publisherIds.every((id) => creator.publisherIds.includes(id))) {
      return json(403, { error: "Key not authorised" });
    }
    return {
      creator,
      from: (url.searchParams.get("start_date") ?? "").slice(0, 10),
      to: (url.searchParams.get("end_date") ?? "").slice(0, 10),
      publisherIds,
      parameters: url.searchParams,
    };
  }

  function known(ask: Ask): { readonly day: string; readonly figures: Figures }[] {
    return daysFrom(ask.from, ask.to).flatMap((day) => {
      const parts = ask.publisherIds.flatMap((id) => history.day(ask.creator, id, day) ?? []);
      const [first, ...rest] = parts;
      return first === undefined ? [] : [{ day, figures: rest.reduce(add, first) }];
    });
  }

  function heroChart(ask: Ask, isDrifted: boolean): SandboxResponse {
    const interval = ask.parameters.get("interval") ?? "day";
    const points = group(known(ask), interval);
    if (isDrifted) return json(200, { data: { click_count: points.length, series: [] } });
    if (variant === "rows") {
      const rows = points.map(({ day, figures }) => ({ date: day, ...wire(figures) }));
      return json(200, { data: rows, meta: {} });
    }
    const key = (day: string) =>
      variant === "space-dates" ? `${day} 00:00:00+00:00` : `${day}T00:00:00Z`;
    const metric = (read: (figures: Figures) => number) => ({
      date_ranges: points.map(({ day, figures }) => ({ [key(day)]: read(figures) })),
    });
    const data = {
      commissions: metric(({ commissionsMilli }) => commissionsMilli / 1_000),
      clicks: metric(({ clicks }) => clicks),
      orders: metric(({ orders }) => orders),
      items_sold: metric(({ itemsSold }) => itemsSold),
    };
    return json(200, variant === "root" ? data : { data, meta: {} });
  }

  function performanceSummary(ask: Ask, isDrifted: boolean): SandboxResponse {
    const sum = history.sum(ask.creator, ask.from, ask.to, ask.publisherIds);
    const tracked = Math.round(sum.clicks * TRACKED_CLICKS);
    const rate = (count: number) => (tracked === 0 ? null : count / tracked);
    if (isDrifted) return json(200, { data: { click_count: { value: sum.clicks } } });
    return json(200, {
      data: {
        clicks: sum.clicks,
        currency: ask.creator.currency,
        items_sold: sum.itemsSold,
        items_sold_conversion_rate: rate(sum.itemsSold),
        last_updated_timestamp: new Date(options.now()).toISOString().replace(/\.\d+/, ""),
        locale: "en_US",
        net_commissions: sum.commissionsMilli / 1_000,
        order_conversion_rate: rate(sum.orders),
        orders: sum.orders,
      },
      meta: {
        start_date: `${ask.from} 00:00:00+00:00`,
        end_date: `${ask.to} 23:59:59+00:00`,
        platform: ask.parameters.get("platform"),
        publisher_ids: ask.publisherIds.join(","),
      },
    });
  }

  async function answer(request: SandboxRequest, fault: Fault | undefined) {
    const { pathname } = request.url;
    const isDrifted = fault?.kind === "drift";
    if (pathname !== HERO_CHART && pathname !== PERFORMANCE_SUMMARY) return unknownPath(pathname);
    const creator = await authorise(request);
    if ("status" in creator) return creator;
    const ask = readAsk(creator, request.url);
    if ("status" in ask) return ask;
    return pathname === HERO_CHART ? heroChart(ask, isDrifted) : performanceSummary(ask, isDrifted);
  }

  return {
    routeOf({ url }) {
      if (url.pathname === HERO_CHART) return "heroChart";
      return url.pathname === PERFORMANCE_SUMMARY ? "performanceSummary" : "other";
    },
    async handle(request, fault) {
      const response = await answer(request, fault);
      return { ...response, headers: { ...headers(options.now()), ...response.headers } };
    },
    setHeroVariant(next) {
      variant = next;
    },
  };
}

function wire(figures: Figures) {
  return {
    clicks: figures.clicks,
    orders: figures.orders,
    items_sold: figures.itemsSold,
    commissions: figures.commissionsMilli / 1_000,
  };
}

function group(
  days: readonly { readonly day: string; readonly figures: Figures }[],
  interval: string,
) {
  const buckets = new Map<string, Figures>();
  for (const { day, figures } of days) {
    const start = bucketOf(day, interval);
    const sum = buckets.get(start);
    buckets.set(start, sum === undefined ? figures : add(sum, figures));
  }
  return [...buckets].map(([day, figures]) => ({ day, figures }));
}

function bucketOf(day: string, interval: string): string {
  if (interval === "month") return `${day.slice(0, 7)}-01`;
  if (interval !== "week") return day;
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  return at.toISOString().slice(0, 10);
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
