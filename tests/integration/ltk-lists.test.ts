import { afterEach, beforeEach, expect, test } from "vitest";
import { err } from "@/lib/core/result";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import { answerOf, codeOf, day, NOW, setUpClient } from "./ltk-set-up";

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await createSandbox({ now: () => NOW });
});

afterEach(() => sandbox.close());

const WINDOW = { from: day("2026-09-01"), to: day("2026-11-10") };

test.each(["ava-lane", "hana-sato", "kit-larsen"])(
  "the ledger of %s over 71 days is whole: three windows, every page, equal rows kept",
  async (slug) => {
    const { client, query, asked, drift } = await setUpClient(sandbox, slug);
    const rows = answerOf(await client.itemsSold({ ...query, ...WINDOW }));
    const truth = sandbox.figures(slug, WINDOW.from, WINDOW.to);
    const earned = rows.filter(({ kind }) => kind === "sale" || kind === "return");
    expect(earned.reduce((sum, { amount }) => sum + amount, 0)).toBe(truth.commissionsMilli);
    expect(rows.filter(({ kind }) => kind === "sale")).toHaveLength(truth.itemsSold);
    expect(rows.filter(({ kind }) => kind === "payment").map(({ at }) => at)).toEqual([
      "2026-10-15T12:00:00.000Z",
      "2026-09-15T12:00:00.000Z",
    ]);
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBeLessThan(rows.length);
    const times = rows.map(({ at }) => at);
    expect(times).toEqual(times.toSorted().toReversed());
    const windows = new Set(asked.map(({ url }) => url.searchParams.get("start")));
    expect([...windows]).toEqual([
      "2026-10-11T00:00:00Z",
      "2026-09-10T00:00:00Z",
      "2026-09-01T00:00:00Z",
    ]);
    expect(asked.length).toBeGreaterThan(6);
    expect(drift.list()).toEqual([]);
  },
);

test("a page that fails in the middle is the error of the whole, after its own four tries", async () => {
  const { client, query, onCall } = await setUpClient(sandbox);
  onCall.mockImplementation((count) => {
    if (count === 3) sandbox.faults.set("gateway", { kind: "status", status: 503 });
  });
  expect(codeOf(await client.itemsSold({ ...query, ...WINDOW }))).toBe("ltk_unavailable");
  expect(sandbox.calls().gateway.itemsSold).toBe(2 + 4);
});

test("a deadline ends the walk between two pages, and none of it is answered", async () => {
  const { client, query, onCall, clock } = await setUpClient(sandbox);
  onCall.mockImplementation(() => {
    clock.nowMs += 300;
  });
  const result = await client.itemsSold({ ...query, ...WINDOW }, { deadlineMs: NOW + 1_500 });
  expect(result).toMatchObject({ ok: false, error: { reason: "deadline" } });
  // At 0, 300, 600 and 900 ms; at 1,200 too little is left.
  expect(sandbox.calls().gateway.itemsSold).toBe(4);
});

test("top lists come best first, as many rows as wanted and no page more", async () => {
  const { client, query, asked } = await setUpClient(sandbox);
  const period = { ...query, ...WINDOW };
  const links = answerOf(await client.topLinks({ ...period, dimension: "clicks", limit: 25 }));
  expect([links.length, asked.length]).toEqual([25, 3]);
  const clicks = links.map((link) => link.clicks ?? 0);
  expect(clicks).toEqual(clicks.toSorted((one, other) => other - one));
  expect(links[0]).toMatchObject({ currency: "USD", title: expect.any(String) });

  const brands = answerOf(
    await client.topBrands({ ...period, dimension: "commissions", limit: 1_000 }),
  );
  const truth = sandbox.figures("ava-lane", WINDOW.from, WINDOW.to);
  expect(brands.reduce((sum, brand) => sum + (brand.commissions ?? 0), 0)).toBe(
    truth.commissionsMilli,
  );
  expect(brands.reduce((sum, brand) => sum + (brand.itemsSold ?? 0), 0)).toBe(truth.itemsSold);
});

test("the posts of a creator's profile, found by her publisher id, match the top list by share_url", async () => {
  const { client, query, asked, slept } = await setUpClient(sandbox, "hana-sato");
  const { slug } = query;
  const publisherId = query.publisherIds[0] ?? "";
  const { accountId = "" } = answerOf(await client.user({ slug, publisherId }));
  const account = answerOf(await client.account({ slug, accountId }));
  const users = answerOf(await client.users({ slug, accountId }));
  const [profile] = answerOf(await client.profiles({ slug, accountId }));
  expect(account).toMatchObject({
    id: query.accountId,
    displayCurrency: "USD",
    ownerId: publisherId,
  });
  expect(users.map(({ id }) => id)).toEqual(query.publisherIds);
  expect(profile?.id).toBe(account.preferredProfileId);

  asked.length = 0;
  const wide = { from: day("2025-01-01"), to: day("2026-11-24") };
  const posts = answerOf(await client.posts({ profileId: profile?.id ?? "", ...wide }));
  expect(new Set(posts.map(({ id }) => id)).size).toBe(120);
  expect(posts.every(({ products }) => products.length > 0)).toBe(true);
  // Two pauses between three pages; none of them with anybody's tokens.
  expect([asked.length, slept]).toEqual([3, [2_000, 2_000]]);
  const sent = asked.flatMap(({ headers }) => [...headers.keys()]);
  expect(sent).not.toContain("authorization");
  expect(sent).not.toContain("x-id-token");

  const top = await client.topPosts({ ...query, ...WINDOW, dimension: "commissions", limit: 10 });
  const shared = new Set(posts.map(({ shareUrl }) => shareUrl));
  expect(answerOf(top).filter(({ shareUrl }) => !shared.has(shareUrl))).toEqual([]);
});

test("posts need no session: they are read while the creator has to log in again", async () => {
  const { client, tokens } = await setUpClient(sandbox);
  tokens.getValidToken.mockResolvedValue(err({ code: "needs_reauth" }));
  const profileId = "aaaaaaaa-0001-11e8-9999-000000200001";
  expect(answerOf(await client.posts({ profileId, ...WINDOW })).length).toBeGreaterThan(0);
});

test("another creator's account is refused as her token's problem, never answered", async () => {
  const { client, query } = await setUpClient(sandbox);
  const { slug } = query;
  expect(codeOf(await client.account({ slug, accountId: "200002" }))).toBe("ltk_unauthorised");
  expect(codeOf(await client.users({ slug, accountId: "200002" }))).toBe("ltk_unauthorised");
});

test("every endpoint that drifts says so by name and path, and is forgotten once it answers again", async () => {
  const { client, query, drift } = await setUpClient(sandbox);
  const { slug, accountId } = query;
  const period = { ...query, ...WINDOW };
  const top = { ...period, dimension: "commissions", limit: 10 } as const;
  const profileId = "aaaaaaaa-0001-11e8-9999-000000200001";
  const reads = [
    () => client.heroChart(period),
    () => client.performanceSummary(period),
    () => client.performanceStats(period),
    () => client.commissionsSummary(period),
    () => client.itemsSold(period),
    () => client.topLinks(top),
    () => client.topPosts(top),
    () => client.topBrands(top),
    () => client.user({ slug, publisherId: "100001" }),
    () => client.users({ slug, accountId }),
    () => client.account({ slug, accountId }),
    () => client.profiles({ slug, accountId }),
    () => client.posts({ profileId, ...WINDOW }),
  ];
  sandbox.faults.set("gateway", { kind: "drift" });
  for (const read of reads) expect(codeOf(await read())).toBe("ltk_bad_shape");
  expect(drift.list().map(({ message }) => message)).toEqual([
    "hero_chart: unexpected shape at data (none of the known metrics)",
    "performance_summary: unexpected shape at data (none of the known metrics)",
    "performance_stats: unexpected shape at performance_stats (none of the known counts)",
    "commissions_summary: unexpected shape at commissions_summary (none of the known balances)",
    "items_sold: unexpected shape at items_sold",
    "top_performers/links: unexpected shape at top_performers",
    "top_performers/ltks: unexpected shape at top_performers",
    "top_performers/advertisers: unexpected shape at top_performers",
    "user: unexpected shape at user.id",
    "users: unexpected shape at users",
    "account: unexpected shape at account.id",
    "profiles: unexpected shape at profiles",
    "posts: unexpected shape at ltks",
  ]);
  sandbox.faults.clear();
  for (const read of reads) expect(codeOf(await read())).toBe("ok");
  expect(drift.list()).toEqual([]);
});
