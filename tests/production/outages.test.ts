import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Overview } from "@/lib/contracts/overview";
import { appEnv } from "../helpers/app-env";
import { type AppServer, startApp } from "../helpers/app-server";
import { createMovingClock, type MovingClock } from "../helpers/moving-clock";
import { FROM_OWN_PAGE } from "../helpers/own-page";
import { sessionCookie } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";
import type { Fault, Upstream } from "../sandbox/faults";
import type { Sandbox } from "../sandbox/sandbox";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let clock: MovingClock;
let sandbox: Sandbox;
let app: AppServer;

beforeAll(async () => {
  clock = createMovingClock();
  sandbox = await createSandbox({ now: clock.now, airtableRateLimit: false });
  app = await startApp({ ...appEnv(sandbox), ...clock.env });
});

afterAll(async () => {
  await app.close();
  await sandbox.close();
  clock.close();
});

async function get(path: string): Promise<Response> {
  return fetch(`${app.url}${path}`, { headers: { cookie: await sessionCookie(clock.now) } });
}

async function overview() {
  const response = await get("/api/ltk/ava-lane/overview?range=28d&compare=prev");
  expect(response.status).toBe(200);
  return Overview.parse(await response.json());
}

async function expectFresh(): Promise<void> {
  const { data, meta } = await overview();
  expect({ freshness: meta.freshness, reason: meta.reason }).toEqual({
    freshness: "fresh",
    reason: null,
  });
  expect(data.totals.commissions).not.toBeNull();
}

/** The first answer after hours may be late while it is renewed behind it. */
async function untilFresh(): Promise<void> {
  await vi.waitFor(expectFresh, { timeout: 20_000, interval: 300 });
}

/** An upstream that hangs recovers by being restarted, which ends the connections that waited. */
async function recover(upstream: Upstream, fault: Fault): Promise<void> {
  if (fault.kind === "hang") {
    sandbox.faults.set(upstream, { kind: "refuse" });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  sandbox.faults.clear();
}

const NO_AIRTABLE = "Airtable does not answer.";

const KINDS: readonly Fault[] = [
  { kind: "refuse" },
  { kind: "reset" },
  { kind: "hang" },
  { kind: "half-body" },
  { kind: "rate-limit" },
  { kind: "rate-limit", retryAfter: "1" },
  { kind: "rate-limit", retryAfter: "3600" },
  { kind: "status", status: 500 },
  { kind: "status", status: 503 },
  { kind: "html-502" },
  { kind: "invalid-json" },
];

const ON_LTK: readonly Fault[] = [...KINDS, { kind: "drift" }, { kind: "status", status: 401 }];

function cases(upstream: Upstream, faults: readonly Fault[]) {
  return faults.map((fault) => [upstream, JSON.stringify(fault), fault] as const);
}

test.each([...cases("gateway", ON_LTK), ...cases("auth", KINDS)])(
  "%s fails with %s: page and route keep their data with its age and the reason, then recover",
  async (upstream, _, fault) => {
    await untilFresh();
    // Past the tokens' life of ten hours, and past what is served without asking.
    await clock.advance(11 * HOUR_MS);
    sandbox.faults.set(upstream, fault);
    const [{ data, meta }, page] = await Promise.all([overview(), get("/creator/ava-lane")]);
    expect(["late", "stale"]).toContain(meta.freshness);
    expect(meta.reason?.message).toMatch(/\.$/);
    expect(meta.source).toBe("cache");
    expect(data.totals.commissions).not.toBeNull();
    expect(page.status).toBe(200);
    const html = await page.text();
    const reason = (meta.reason?.message ?? "").replaceAll("'", "&#x27;");
    const saysHowOld = new RegExp(`data-freshness="${meta.freshness}"[^]*?(Synced|synced)`).test(
      html,
    );
    expect([html.includes("hero-svg"), html.includes(reason), saysHowOld]).toEqual([
      true,
      true,
      true,
    ]);

    await recover(upstream, fault);
    await clock.advance(16 * MINUTE_MS);
    await untilFresh();
  },
);

test.each(cases("airtable", KINDS))(
  "%s fails with %s: tokens in memory go on, new figures are read, and the list is marked",
  async (upstream, _, fault) => {
    await untilFresh();
    // Long enough for the figures to be read anew, while the tokens last.
    await clock.advance(6 * HOUR_MS);
    await untilFresh();
    await clock.advance(2 * MINUTE_MS);
    sandbox.faults.set(upstream, fault);
    const [{ data }, page] = await Promise.all([overview(), get("/")]);
    expect(data.totals.commissions).not.toBeNull();
    expect(page.status).toBe(200);
    const html = await page.text();
    expect([html.includes(NO_AIRTABLE), html.includes("Ava Lane")]).toEqual([true, true]);

    await recover(upstream, fault);
    await clock.advance(6 * MINUTE_MS);
    await expect
      .poll(async () => (await (await get("/")).text()).includes(NO_AIRTABLE), { timeout: 20_000 })
      .toBe(false);
    await untilFresh();
  },
);

test("a session that LTK ended: needs_reauth, cached figures stay, and a good session mends it", async () => {
  await untilFresh();
  await clock.advance(11 * HOUR_MS);
  sandbox.revoke("ava-lane");
  const { data, meta } = await overview();
  expect(meta).toMatchObject({ freshness: "blocked", reason: { code: "needs_reauth" } });
  expect(data.totals.commissions).not.toBeNull();
  await expect.poll(() => sandbox.row("ava-lane")["Status"]).toBe("needs_reauth");

  const session = await sandbox.logIn("ava-lane");
  const response = await fetch(`${app.url}/api/ltk/ava-lane/connect`, {
    method: "POST",
    headers: {
      ...FROM_OWN_PAGE,
      "content-type": "application/json",
      cookie: await sessionCookie(clock.now),
    },
    body: JSON.stringify(session),
  });
  expect(await response.json()).toMatchObject({ data: { analytics: "ok", saved: true } });
  expect(sandbox.row("ava-lane")["Status"]).toBe("active");
  await expect.poll(async () => (await overview()).meta.freshness).toBe("fresh");
  expect((await overview()).data.creator.status).toBe("active");
});

test("Auth0 rotates and its answer is lost: the token is repeated once, the creator is blocked with her figures, and a good session mends it", async () => {
  const slug = "bea-ortiz";
  const read = async () => {
    const response = await get(`/api/ltk/${slug}/overview?range=28d`);
    expect(response.status).toBe(200);
    return Overview.parse(await response.json());
  };
  await vi.waitFor(async () => expect((await read()).meta.freshness).toBe("fresh"), {
    timeout: 20_000,
    interval: 300,
  });
  // Before the tokens end, and for her alone: reads behind earlier answers may go on, and would renew before it or use it up.
  const before = sandbox.grants(slug);
  sandbox.faults.set("auth", { kind: "commit-then-drop" }, { times: 1, slug });
  await clock.advance(11 * HOUR_MS);
  await vi.waitFor(async () => expect((await read()).meta.freshness).toBe("blocked"), {
    timeout: 20_000,
    interval: 500,
  });
  // Without an overlap the successor is lost with the answer; no third try is made.
  expect(sandbox.grants(slug)).toBe(before + 1);
  expect((await read()).data.totals.commissions).not.toBeNull();
  const response = await fetch(`${app.url}/api/ltk/${slug}/connect`, {
    method: "POST",
    headers: {
      ...FROM_OWN_PAGE,
      "content-type": "application/json",
      cookie: await sessionCookie(clock.now),
    },
    body: JSON.stringify(await sandbox.logIn(slug)),
  });
  expect(response.status).toBe(200);
  await vi.waitFor(async () => expect((await read()).meta.freshness).toBe("fresh"), {
    timeout: 20_000,
    interval: 300,
  });
});

test("slow upstreams are waited for", async () => {
  await clock.advance(11 * HOUR_MS);
  for (const upstream of ["gateway", "auth", "airtable"] as const) {
    sandbox.faults.set(upstream, { kind: "latency", ms: 700 });
  }
  const response = await get("/api/ltk/cleo-park/overview?range=28d");
  sandbox.faults.clear();
  expect(response.status).toBe(200);
  expect(Overview.parse(await response.json()).meta).toMatchObject({ freshness: "fresh" });
});

test("nothing the server wrote during all this holds a token", () => {
  expect(app.output().length).toBeGreaterThan(1_000);
  expect(app.output()).not.toMatch(/eyJ[\w-]+\.|v1\.[\w-]{8,}|patSandbox/);
});
