import { createRemoteJWKSet, jwtVerify } from "jose";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { createSandbox } from "../sandbox";
import { CLIENT_ID } from "../sandbox/auth0";
import type { Sandbox, SandboxOptions } from "../sandbox/sandbox";

const START = Date.parse("2026-11-24T12:00:00Z");
const Tokens = z.object({
  access_token: z.string(),
  id_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number(),
});
const Listing = z.object({
  records: z.array(z.object({ id: z.string(), fields: z.record(z.string(), z.unknown()) })),
  offset: z.string().optional(),
});

let sandbox: Sandbox;
const clock = { nowMs: START };

async function start(options: SandboxOptions = {}): Promise<void> {
  clock.nowMs = START;
  sandbox = await createSandbox({ now: () => clock.nowMs, ...options });
}

afterEach(() => sandbox.close());

function grant(refreshToken: string, overrides: Record<string, string> = {}): Promise<Response> {
  return fetch(sandbox.urls.auth, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "refresh_token",
      client_id: CLIENT_ID,
      refresh_token: refreshToken,
      ...overrides,
    }),
  });
}

function airtable(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${sandbox.urls.airtable}/v0/${sandbox.env["AIRTABLE_BASE_ID"]}/${path}`, {
    ...init,
    headers: {
      authorization: `Bearer ${sandbox.env["AIRTABLE_API_KEY"]}`,
      "content-type": "application/json",
    },
  });
}

test("a refresh token works once; using it again ends the family", async () => {
  await start();
  const login = await sandbox.logIn("ava-lane");
  const first = await grant(login.refresh_token);
  expect(first.status).toBe(200);
  const next = Tokens.parse(await first.json());
  expect(next.refresh_token).not.toBe(login.refresh_token);
  const reused = await grant(login.refresh_token);
  expect(reused.status).toBe(403);
  expect(await reused.json()).toEqual({
    error: "invalid_grant",
    error_description: "Unknown or invalid refresh token.",
  });
  expect((await grant(next.refresh_token)).status).toBe(403);
  expect([sandbox.grants("ava-lane"), sandbox.reuseEvents()]).toEqual([1, 1]);
});

test("within the overlap the previous token works once more, and only the previous one", async () => {
  await start({ overlapSeconds: 10 });
  const login = await sandbox.logIn("ava-lane");
  await grant(login.refresh_token);
  clock.nowMs += 9_000;
  expect((await grant(login.refresh_token)).status).toBe(200);
  clock.nowMs += 11_000;
  expect((await grant(login.refresh_token)).status).toBe(403);
});

test("a family dies after thirty days, however often it was rotated", async () => {
  await start();
  const login = await sandbox.logIn("ava-lane");
  clock.nowMs += 29 * 86_400_000;
  const { refresh_token } = Tokens.parse(await (await grant(login.refresh_token)).json());
  clock.nowMs += 2 * 86_400_000;
  expect((await grant(refresh_token)).status).toBe(403);
});

test("JSON is accepted like a form, and each mistake has its own error", async () => {
  await start();
  const login = await sandbox.logIn("ava-lane");
  const wrong = { client_id: "other" };
  expect(await (await grant(login.refresh_token, wrong)).json()).toMatchObject({
    error: "invalid_client",
  });
  expect(await (await grant("")).json()).toMatchObject({ error: "invalid_request" });
  const unsupported = await grant(login.refresh_token, { grant_type: "password" });
  expect(await unsupported.json()).toMatchObject({ error: "unsupported_grant_type" });
  const response = await fetch(sandbox.urls.auth, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      grant_type: "refresh_token",
      client_id: CLIENT_ID,
      refresh_token: login.refresh_token,
    }),
  });
  expect(Tokens.parse(await response.json()).expires_in).toBe(36_000);
});

test("tokens verify against the published keys and say whose they are", async () => {
  await start();
  const login = await sandbox.logIn("hana-sato");
  const keys = createRemoteJWKSet(new URL("/.well-known/jwks.json", sandbox.urls.issuer));
  const options = { issuer: sandbox.urls.issuer, currentDate: new Date(START) };
  const access = await jwtVerify(login.access_token, keys, options);
  const id = await jwtVerify(login.id_token, keys, options);
  expect(access.payload["azp"]).toBe(CLIENT_ID);
  expect(id.payload["http://shopltk.com/profile"]).toEqual({
    account_id: 200_008,
    app_user_id: 100_008,
  });
});

test("an answer can be lost after the token was spent", async () => {
  await start();
  const login = await sandbox.logIn("ava-lane");
  sandbox.faults.set("auth", { kind: "commit-then-drop" }, { times: 1 });
  await expect(grant(login.refresh_token)).rejects.toThrow();
  expect(sandbox.grants("ava-lane")).toBe(1);
  expect((await grant(login.refresh_token)).status).toBe(403);
});

test("a fault of one creator's exchanges leaves the others alone, and waits for hers", async () => {
  await start();
  const [ava, bea] = [await sandbox.logIn("ava-lane"), await sandbox.logIn("bea-ortiz")];
  const scope = { times: 1, slug: "bea-ortiz" };
  sandbox.faults.set("auth", { kind: "status", status: 503 }, scope);
  expect((await grant(ava.refresh_token)).status).toBe(200);
  expect((await grant(bea.refresh_token)).status).toBe(503);
  expect((await grant(bea.refresh_token)).status).toBe(200);
});

test("Airtable lists by pages, leaves blank cells out, and takes batches of ten", async () => {
  await start();
  const first = Listing.parse(await (await airtable("LTK_Credentials?pageSize=10")).json());
  expect(first.records).toHaveLength(10);
  const rest = Listing.parse(
    await (await airtable(`LTK_Credentials?pageSize=10&offset=${first.offset}`)).json(),
  );
  expect(rest.records).toHaveLength(2);
  expect(rest.offset).toBeUndefined();
  expect(first.records[0]?.fields).not.toHaveProperty("Error_Message");
  const records = first.records.map(({ id }) => ({ id, fields: { Error_Message: "x" } }));
  const batch = await airtable("LTK_Credentials", {
    method: "PATCH",
    body: JSON.stringify({ records }),
  });
  expect(batch.status).toBe(200);
  const eleven = [...records, { id: rest.records[0]?.id, fields: {} }];
  const body = JSON.stringify({ records: eleven });
  expect((await airtable("LTK_Credentials", { method: "PATCH", body })).status).toBe(422);
});

test.each([
  ["an unknown column", { Nope: "x" }, "UNKNOWN_FIELD_NAME"],
  ["an unknown option", { Status: "ok" }, "INVALID_MULTIPLE_CHOICE_OPTIONS"],
])("Airtable refuses %s with 422 and writes nothing", async (_, fields, type) => {
  await start();
  const [record] = Listing.parse(await (await airtable("LTK_Credentials")).json()).records;
  const body = JSON.stringify({ fields: { ...fields, Error_Message: "x" } });
  const response = await airtable(`LTK_Credentials/${record?.id}`, { method: "PATCH", body });
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ error: { type } });
  expect(sandbox.row("ava-lane")).not.toHaveProperty("Error_Message");
});

test("Airtable refuses strangers, unknown tables, unknown records and stale offsets", async () => {
  await start();
  const stranger = await fetch(`${sandbox.urls.airtable}/v0/x/LTK_Credentials`);
  expect(stranger.status).toBe(401);
  expect((await airtable("Nothing")).status).toBe(403);
  expect((await airtable("LTK_Credentials/recNothing")).status).toBe(404);
  const stale = await airtable("LTK_Credentials?offset=itr/recGone");
  expect(await stale.json()).toMatchObject({
    error: { type: "LIST_RECORDS_ITERATOR_NOT_AVAILABLE" },
  });
});

test("the sixth request of a second locks Airtable for thirty", async () => {
  await start();
  const statuses: number[] = [];
  for (let call = 0; call < 6; call += 1) statuses.push((await airtable("LTK_Credentials")).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  clock.nowMs += 29_000;
  expect((await airtable("LTK_Credentials")).status).toBe(429);
  clock.nowMs += 2_000;
  expect((await airtable("LTK_Credentials")).status).toBe(200);
  expect(sandbox.calls().airtable.list).toBe(8);
});

const PERIOD =
  "start_date=2026-11-01T00:00:00Z&end_date=2026-11-03T23:59:59Z&publisher_ids=100001&interval=day&platform=rs,ltk&timezone=UTC";

async function gateway(
  path: string,
  overrides: Record<string, string | undefined> = {},
): Promise<Response> {
  const login = await sandbox.logIn("ava-lane");
  const headers = new Headers({
    authorization: `Bearer ${login.access_token}`,
    "x-id-token": login.id_token,
  });
  for (const [name, value] of Object.entries(overrides)) {
    if (value === undefined) headers.delete(name);
    else headers.set(name, value);
  }
  return fetch(`${sandbox.urls.gateway}${path}`, { headers });
}

test("the gateway wants both tokens, of one creator, for her own publishers", async () => {
  await start();
  const path = `/analytics/hero_chart?${PERIOD}`;
  const other = await sandbox.logIn("bea-ortiz");
  expect((await gateway(path)).status).toBe(200);
  const missing = await gateway(path, { authorization: undefined });
  expect([missing.status, await missing.json()]).toEqual([
    401,
    { error: "Authorization field missing" },
  ]);
  for (const idToken of [undefined, "rubbish", other.id_token]) {
    const refused = await gateway(path, { "x-id-token": idToken });
    expect([refused.status, await refused.json()]).toEqual([403, { error: "Key not authorised" }]);
  }
  expect((await gateway(path.replace("100001", "100002"))).status).toBe(403);
  const login = await sandbox.logIn("ava-lane");
  clock.nowMs += 36_001_000;
  const headers = { authorization: `Bearer ${login.access_token}`, "x-id-token": login.id_token };
  expect((await fetch(`${sandbox.urls.gateway}${path}`, { headers })).status).toBe(403);
});

test("the gateway says 0/0 for limits, 400 for dates, and not-found in three ways", async () => {
  await start();
  const response = await gateway(`/analytics/hero_chart?${PERIOD}`);
  expect(response.headers.get("x-ratelimit-limit")).toBe("0");
  expect(response.headers.get("x-ratelimit-remaining")).toBe("0");
  const bad = await gateway(`/analytics/hero_chart?${PERIOD.replace("T00:00:00Z", "")}`);
  expect(await bad.json()).toMatchObject({ status: 400, error_code: "bad-request" });
  const unknown = ["/api/creator-analytics/v1/nope", "/analytics/nope", "/nope"].map((path) =>
    gateway(path),
  );
  const types = (await Promise.all(unknown)).map((answer) => answer.headers.get("content-type"));
  expect(types).toEqual([
    "application/json; charset=UTF-8",
    "text/html; charset=utf-8",
    "text/plain; charset=utf-8",
  ]);
});

test("days, weeks, months and the summary add up to the same", async () => {
  await start();
  const truth = sandbox.figures("ava-lane", "2026-11-01", "2026-11-03");
  const summary: unknown = await (
    await gateway(`/api/creator-analytics/v1/performance_summary?${PERIOD}`)
  ).json();
  expect(summary).toMatchObject({
    data: { clicks: truth.clicks, net_commissions: truth.commissionsMilli / 1_000 },
  });
  const Series = z.object({
    data: z.object({
      clicks: z.object({ date_ranges: z.array(z.record(z.string(), z.number())) }),
    }),
  });
  for (const interval of ["day", "week", "month"]) {
    const path = `/analytics/hero_chart?${PERIOD.replace("interval=day", `interval=${interval}`)}`;
    const { data } = Series.parse(await (await gateway(path)).json());
    const clicks = data.clicks.date_ranges.flatMap((pair) => Object.values(pair));
    expect(clicks.reduce((sum, value) => sum + value, 0)).toBe(truth.clicks);
  }
});

test("the figures are the same for a seed and differ between seeds", async () => {
  await start({ seed: 7 });
  const period = ["ava-lane", "2026-10-01", "2026-10-31"] as const;
  const figures = sandbox.figures(...period);
  const again = await createSandbox({ now: () => START, seed: 7 });
  const other = await createSandbox({ now: () => START, seed: 8 });
  expect(again.figures(...period)).toEqual(figures);
  expect(other.figures(...period)).not.toEqual(figures);
  await Promise.all([again.close(), other.close()]);
});

test("there are small, negative, new and dead creators", async () => {
  await start();
  expect(sandbox.creators).toHaveLength(12);
  expect(sandbox.figures("june-abbott", "2026-01-01", "2026-11-24").clicks).toBe(0);
  const days = Array.from({ length: 60 }, (_, index) =>
    new Date(START - (index + 7) * 86_400_000).toISOString().slice(0, 10),
  );
  expect(days.some((day) => sandbox.figures("kit-larsen", day, day).commissionsMilli < 0)).toBe(
    true,
  );
  expect(sandbox.row("dina-moss")["Status"]).toBe("needs_reauth");
  expect((await grant(String(sandbox.row("dina-moss")["Refresh_Token"]))).status).toBe(403);
});

test("another process can switch faults, and mistakes are named", async () => {
  await start();
  const post = (path: string, body: unknown) =>
    fetch(`${sandbox.urls.control}${path}`, { method: "POST", body: JSON.stringify(body) });
  const fault = { upstream: "gateway", fault: { kind: "status", status: 503 }, times: 1 };
  expect((await post("/faults", fault)).status).toBe(200);
  expect((await gateway(`/analytics/hero_chart?${PERIOD}`)).status).toBe(503);
  expect((await gateway(`/analytics/hero_chart?${PERIOD}`)).status).toBe(200);
  const wrong = await post("/faults", { upstream: "moon", fault: { kind: "status", status: 503 } });
  expect(wrong.status).toBe(400);
  expect(await wrong.text()).toContain("upstream");
  const calls: unknown = await (await fetch(`${sandbox.urls.control}/calls`)).json();
  expect(calls).toMatchObject({ gateway: { heroChart: 2 } });
});

test("a refusing upstream accepts connections again, on its port, when the fault is cleared", async () => {
  await start();
  sandbox.faults.set("gateway", { kind: "refuse" });
  await expect(fetch(sandbox.urls.gateway)).rejects.toThrow();
  sandbox.faults.clear();
  await expect
    .poll(() =>
      fetch(sandbox.urls.gateway).then(
        ({ status }) => status,
        () => 0,
      ),
    )
    .toBe(404);
});

test("a hanging upstream answers nothing until the caller gives up", async () => {
  await start();
  sandbox.faults.set("gateway", { kind: "hang" });
  const signal = AbortSignal.timeout(100);
  await expect(fetch(sandbox.urls.gateway, { signal })).rejects.toMatchObject({
    name: "TimeoutError",
  });
});
