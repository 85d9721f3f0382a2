import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";

const START = Date.parse("2026-11-24T12:00:00Z");
const GO = "/api/creator-analytics/v1";

let sandbox: Sandbox;
const sessions = new Map<string, Awaited<ReturnType<Sandbox["logIn"]>>>();

beforeAll(async () => {
  sandbox = await createSandbox({ now: () => START });
  for (const { slug } of sandbox.creators) sessions.set(slug, await sandbox.logIn(slug));
});

afterAll(() => sandbox.close());

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: these tests read bodies whose shape is what they assert
  readonly body: any;
}

async function get(
  slug: string,
  path: string,
  parameters: Record<string, string> = {},
): Promise<Answer> {
  const session = sessions.get(slug);
  const response = await fetch(
    `${sandbox.urls.gateway}${path}?${new URLSearchParams(parameters)}`,
    {
      headers: {
        authorization: `Bearer ${session?.access_token ?? ""}`,
        "x-id-token": session?.id_token ?? "",
      },
    },
  );
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") === true;
  return { status: response.status, body: isJson ? JSON.parse(text) : text };
}

function window(from: string, to: string) {
  return { start: `${from}T00:00:00Z`, end: `${to}T23:59:59Z`, currency: "USD" };
}

function dates(slug: string, from: string, to: string) {
  const ids = sandbox.creators.find((creator) => creator.slug === slug)?.publisherIds ?? [];
  return {
    start_date: `${from}T00:00:00Z`,
    end_date: `${to}T23:59:59Z`,
    publisher_ids: ids.join(","),
    platform: "rs,ltk",
    timezone: "UTC",
  };
}

/** Every row of the ledger, as a careful client reads it. */
async function ledger(slug: string, from: string, to: string) {
  const rows: Record<string, unknown>[] = [];
  const sizes: number[] = [];
  const cursors: string[] = [];
  for (let next: string | undefined; sizes.length < 200; ) {
    const { body } = await get(slug, `${GO}/items_sold/`, {
      ...window(from, to),
      limit: "100",
      ...(next === undefined ? {} : { next }),
    });
    rows.push(...body.items_sold);
    sizes.push(body.items_sold.length);
    next = body.meta.next;
    if (next === undefined) break;
    cursors.push(next);
  }
  return { rows, sizes, cursors };
}

function milliOf(row: Record<string, unknown>): number {
  const { value } = row["amount"] as { value: string };
  return Math.round(Number(value) * 1_000);
}

describe.each(["ava-lane", "kit-larsen", "hana-sato", "june-abbott"])("%s", (slug) => {
  test.each([
    ["2026-10-25", "2026-11-21"],
    ["2026-11-20", "2026-11-24"],
  ])("%s to %s: hero, summary, stats and ledger agree to the thousandth", async (from, to) => {
    const truth = sandbox.figures(slug, from, to);
    const summary = (await get(slug, `${GO}/performance_summary`, dates(slug, from, to))).body.data;
    const stats = (await get(slug, `${GO}/performance_stats`, window(from, to))).body
      .performance_stats;
    for (const answer of [summary, stats]) {
      expect([answer.clicks, answer.orders, answer.items_sold]).toEqual([
        truth.clicks,
        truth.orders,
        truth.itemsSold,
      ]);
    }
    expect(Math.round(summary.net_commissions * 1_000)).toBe(truth.commissionsMilli);
    expect(stats.commission).toBeCloseTo(truth.commissionsMilli / 1_000, 1);
    expect(stats.overview_visits).toBe(stats.profile_visits + stats.post_visits);
    expect(stats.visits).toBe(stats.post_visits);

    const { rows } = await ledger(slug, from, to);
    const sales = rows.filter(({ event_type }) => event_type !== "PAYMENT");
    expect(sales.reduce((sum, row) => sum + milliOf(row), 0)).toBe(truth.commissionsMilli);
    const units = rows.filter(({ event_type }) => event_type === "SALE_COMMISSION");
    expect(units).toHaveLength(truth.itemsSold);
  });

  test("the balances add up", async () => {
    const { body } = await get(slug, `${GO}/commissions_summary`, { currency: "USD" });
    const { payment_due, open_earnings, lifetime_paid, lifetime_open_closed } =
      body.commissions_summary;
    const cents = (value: number) => Math.round(value * 100);
    expect(cents(lifetime_open_closed)).toBe(
      cents(payment_due) + cents(open_earnings) + cents(lifetime_paid),
    );
  });

  test.each(["links", "ltks", "advertisers"])(
    "top %s add up to the window's totals",
    async (table) => {
      const truth = sandbox.figures(slug, "2026-10-25", "2026-11-21");
      const rows: Record<string, number>[] = [];
      for (let lastId: string | undefined = "0"; lastId !== undefined; ) {
        const { body } = await get(slug, `/analytics/top_performers/${table}`, {
          ...dates(slug, "2026-10-25", "2026-11-21"),
          sort_dir: "desc",
          dimension: "commissions",
          last_id: lastId,
        });
        rows.push(...body.data);
        lastId = body.meta.last_id;
      }
      const clicks = rows.reduce((sum, row) => sum + (row["clicks"] ?? 0), 0);
      expect(clicks).toBe(truth.clicks);
      const commissions = rows.map((row) => row["commissions"] ?? 0);
      expect(commissions).toEqual([...commissions].sort((one, other) => other - one));
    },
  );
});

describe("the ledger", () => {
  test("has short pages, cursors that do not grow, a trailing empty page, and equal rows", async () => {
    const { rows, sizes, cursors } = await ledger("bea-ortiz", "2026-11-01", "2026-11-21");
    expect(sizes.at(-1)).toBe(0);
    expect(sizes.slice(0, -1).every((size) => size > 0 && size < 100)).toBe(true);
    const sorted = [...cursors].sort();
    expect(cursors).not.toEqual(sorted);
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBeLessThan(rows.length);
    const types = new Set(rows.map(({ event_type }) => event_type));
    expect([...types].sort()).toEqual(["PAYMENT", "SALE_COMMISSION", "SALE_RETURN"]);
    expect(rows.some(({ product_id }) => /^\d{6}$/.test(String(product_id)))).toBe(true);
    const times = rows.map(({ event_timestamp }) => String(event_timestamp));
    expect(times).toEqual([...times].sort().reverse());
  });

  test("ignores a cursor that is not called next, and refuses wide windows and long pages", async () => {
    const ask = { ...window("2026-11-01", "2026-11-21"), limit: "10" };
    const first = (await get("ava-lane", `${GO}/items_sold/`, ask)).body.items_sold;
    const second = (await get("ava-lane", `${GO}/items_sold`, { ...ask, cursor: "3" })).body
      .items_sold;
    expect(second).toEqual(first);
    expect((await get("ava-lane", `${GO}/items_sold/`, { ...ask, limit: "101" })).status).toBe(400);
    const wide = { ...window("2026-09-01", "2026-11-21"), limit: "10" };
    expect((await get("ava-lane", `${GO}/items_sold/`, wide)).status).toBe(400);
  });
});

test("each family of endpoints names the parameter it cannot read", async () => {
  for (const [path, name] of [
    [`${GO}/performance_stats`, "start"],
    [`${GO}/items_sold/`, "start"],
    ["/analytics/hero_chart", "start_date"],
  ] as const) {
    const { status, body } = await get("ava-lane", path, { [name]: "yesterday" });
    expect([status, body.error_code]).toEqual([400, "bad-request"]);
    expect(body.developer_message).toContain(`'${name}'`);
  }
});

test("account, users, profile and contributors name the same ids, and never another account's", async () => {
  const service = "/api/creator-account-service/v1";
  const users = (await get("hana-sato", `${service}/accounts/200008/users`)).body.users;
  expect(users.map(({ id }: { id: string }) => id)).toEqual(["100008", "100108"]);
  expect((await get("hana-sato", `${service}/users/100008`)).body.user.account_id).toBe("200008");
  expect((await get("hana-sato", `${service}/users/100001`)).status).toBe(403);
  expect((await get("hana-sato", `${service}/accounts/200001`)).status).toBe(403);
  const contributors = (await get("hana-sato", "/analytics/contributors")).body.contributors;
  expect(contributors).toHaveLength(2);
  const profiles = (await get("hana-sato", "/api/pub/v2/profiles/", { rs_account_id: "200008" }))
    .body;
  expect(profiles.profiles).toHaveLength(1);
  expect((await get("hana-sato", "/api/co-api/v1/get_user_info")).body.account_id).toBe("200008");
});

test("the posts feed is public, pages to its end, and refuses what is no browser", async () => {
  const profile = "aaaaaaaa-0001-11e8-9999-000000200001";
  const feed = (query: string, agent = "Mozilla/5.0") =>
    fetch(`${sandbox.urls.gateway}/api/ltk/v2/ltks?${query}`, { headers: { "user-agent": agent } });
  expect((await feed(`profile_id=${profile}`, "node")).status).toBe(429);
  expect((await feed(`profile_id=${profile}&limit=51`)).status).toBe(400);
  const seen = new Set<string>();
  for (let query: string | undefined = `profile_id=${profile}&limit=50`; query !== undefined; ) {
    const page = await (await feed(query)).json();
    for (const { id } of page.ltks) seen.add(id);
    query = page.meta.next_url?.split("?")[1];
  }
  expect(seen.size).toBe(120);
});

test("every analytics endpoint drifts when told to, and is counted by name", async () => {
  sandbox.resetCalls();
  sandbox.faults.set("gateway", { kind: "drift" });
  const whole = window("2026-11-01", "2026-11-21");
  const stats = await get("ava-lane", `${GO}/performance_stats`, whole);
  const summary = await get("ava-lane", `${GO}/commissions_summary`);
  const items = await get("ava-lane", `${GO}/items_sold/`, { ...whole, limit: "10" });
  sandbox.faults.clear();
  expect([stats.body, summary.body, items.body]).toEqual([
    { performance_stats: { stats: [] } },
    { commissions_summary: { balances: [] } },
    { items: { rows: [] } },
  ]);
  expect(sandbox.calls().gateway).toMatchObject({
    performanceStats: 1,
    commissionsSummary: 1,
    itemsSold: 1,
  });
});
