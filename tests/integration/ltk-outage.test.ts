import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import type { CircuitBreaker } from "@/lib/ltk/circuit-breaker";
import { createLtkClient } from "@/lib/ltk/client";
import { createDriftLog } from "@/lib/ltk/drift";
import { createRequester, type LtkRequest } from "@/lib/ltk/request";
import { codeOf, day, NOW, slugOf } from "./ltk-set-up";
import { startUpstream, status } from "./ltk-upstream";

const MINUTE_MS = 60_000;
const SLUG = slugOf("ava-lane");

type Options = Partial<Parameters<typeof createRequester>[0]>;

const REQUEST: LtkRequest = {
  endpoint: "hero_chart",
  path: "/analytics/hero_chart",
  parameters: { interval: "day", empty: "" },
  tokens: { accessToken: "eyJ.secret-access", idToken: "eyJ.secret-id" },
};

/** A requester whose clock stands still unless moved, and whose waits take no time but are noted. */
function setUp(baseUrl: string, options: Options = {}) {
  const clock = { nowMs: NOW };
  const slept: number[] = [];
  const send = createRequester({
    fetch,
    baseUrl,
    now: () => clock.nowMs,
    sleep: async (ms) => void slept.push(ms),
    random: () => 0.5,
    ...options,
  });
  return { send, clock, slept };
}

const NEVER_OPEN: CircuitBreaker = { run: (_, attempt) => attempt() };

/** A thousand calls, spread evenly over one minute. */
async function callForAMinute({ send, clock }: ReturnType<typeof setUp>): Promise<Set<string>> {
  const reasons = new Set<string>();
  for (let call = 0; call < 1_000; call += 1) {
    const result = await send(REQUEST);
    reasons.add(result.ok ? "ok" : `${result.error.code} ${result.error.reason}`);
    clock.nowMs += MINUTE_MS / 1_000;
  }
  return reasons;
}

describe("in a full outage", () => {
  test.each([
    ["503", status(503), {}],
    ["silence", () => {}, { tryTimeoutMs: 60 }],
    ["a body that stops half-way", halfBody, { tryTimeoutMs: 60 }],
  ])("of %s a single call makes exactly four attempts", async (_, answer, options) => {
    const upstream = await startUpstream(answer);
    const { send, slept } = setUp(upstream.url, options);
    expect(codeOf(await send(REQUEST))).toBe("ltk_unavailable");
    expect(upstream.seen.hits).toBe(4);
    expect(slept).toEqual([125, 250, 500]);
  });

  test("four tries that nobody answers fit into the time a read has, whatever the waits", async () => {
    const upstream = await startUpstream(() => {});
    const { send } = setUp(upstream.url, {
      now: Date.now,
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      random: () => 0.999,
    });
    const startedMs = Date.now();
    expect(await send(REQUEST)).toMatchObject({ error: { reason: "timeout" } });
    expect(upstream.seen.hits).toBe(4);
    expect(Date.now() - startedMs).toBeLessThan(14_000);
  });

  test("a thousand calls in a minute are at most 1,100 attempts by the retry budget alone", async () => {
    const upstream = await startUpstream(status(503));
    const reasons = await callForAMinute(setUp(upstream.url, { breaker: NEVER_OPEN }));
    expect([...reasons]).toEqual(["ltk_unavailable status"]);
    expect(upstream.seen.hits).toBeGreaterThan(1_000);
    expect(upstream.seen.hits).toBeLessThanOrEqual(1_100);
  });

  test("of rate limits they are too, though the host is up", async () => {
    const upstream = await startUpstream(status(429));
    const reasons = await callForAMinute(setUp(upstream.url));
    expect([...reasons]).toEqual(["ltk_rate_limited undefined"]);
    expect(upstream.seen.hits).toBeGreaterThan(1_000);
    expect(upstream.seen.hits).toBeLessThanOrEqual(1_100);
  });

  test("with the breaker they are far fewer, and the first call after it is answered", async () => {
    let isDown = true;
    const upstream = await startUpstream((request, response) =>
      status(isDown ? 503 : 200)(request, response),
    );
    const parts = setUp(upstream.url);
    const reasons = await callForAMinute(parts);
    expect([...reasons].sort()).toEqual(["ltk_unavailable circuit_open", "ltk_unavailable status"]);
    expect(upstream.seen.hits).toBeLessThan(200);

    isDown = false;
    parts.clock.nowMs += MINUTE_MS;
    upstream.seen.hits = 0;
    const results = await Promise.all([parts.send(REQUEST), parts.send(REQUEST)]);
    expect(results.map((result) => codeOf(result))).toEqual(["ok", "ok"]);
    expect(upstream.seen.hits).toBe(2);
  });

  function halfBody(_: unknown, response: Parameters<Parameters<typeof startUpstream>[0]>[1]) {
    response.writeHead(200, { "content-type": "application/json", "content-length": "4096" });
    response.write('{"data":{"clicks":');
  }
});

describe("deadlines", () => {
  test("no attempt starts that could not end before it: waits included", async () => {
    const arrivals: number[] = [];
    const clock = { nowMs: NOW };
    const upstream = await startUpstream((request, response) => {
      arrivals.push(clock.nowMs);
      clock.nowMs += 900;
      status(503)(request, response);
    });
    const { send } = setUp(upstream.url, {
      now: () => clock.nowMs,
      sleep: async (ms) => {
        clock.nowMs += ms;
      },
    });
    const deadlineMs = NOW + 3_000;
    expect(codeOf(await send({ ...REQUEST, deadlineMs }))).toBe("ltk_unavailable");
    // At 0, 900 + 125 and 1,925 + 250; the fourth would begin at 3,575.
    expect(arrivals).toEqual([NOW, NOW + 1_025, NOW + 2_175]);
    expect(clock.nowMs).toBeLessThanOrEqual(deadlineMs + 900);
  });

  test("an attempt is cut off at the deadline, however long one may usually take", async () => {
    const upstream = await startUpstream(() => {});
    const { send } = setUp(upstream.url, { now: Date.now });
    const startedMs = Date.now();
    const result = await send({ ...REQUEST, deadlineMs: startedMs + 700 });
    expect(result).toMatchObject({ ok: false, error: { reason: "timeout" } });
    expect(Date.now() - startedMs).toBeLessThan(2_000);
    expect(upstream.seen.hits).toBe(1);
  });

  test("a read that waited for its turn too long is not sent", async () => {
    const upstream = await startUpstream(() => {});
    const { send } = setUp(upstream.url, {
      now: Date.now,
      maxInFlight: 1,
      maxRetries: 0,
      tryTimeoutMs: 400,
    });
    const deadlineMs = Date.now() + 700;
    const [first, second] = await Promise.all([send(REQUEST), send({ ...REQUEST, deadlineMs })]);
    expect(first).toMatchObject({ error: { reason: "timeout" } });
    expect(second).toMatchObject({ error: { code: "ltk_unavailable", reason: "deadline" } });
    expect(upstream.seen.hits).toBe(1);
  });

  test("with too little time from the start nothing is sent or waited for", async () => {
    const upstream = await startUpstream(status(200));
    const { send, slept } = setUp(upstream.url);
    const late = await send({ ...REQUEST, deadlineMs: NOW + 499 });
    const delayed = await send({ ...REQUEST, deadlineMs: NOW + 2_000, delayMs: 1_600 });
    for (const result of [late, delayed]) {
      expect(result).toMatchObject({ error: { reason: "deadline" } });
    }
    expect([upstream.seen.hits, slept]).toEqual([0, []]);
  });
});

test("at most eight calls are in flight", async () => {
  const upstream = await startUpstream((request, response) => {
    setTimeout(() => status(200)(request, response), 20);
  });
  const { send } = setUp(upstream.url);
  const results = await Promise.all(Array.from({ length: 60 }, () => send(REQUEST)));
  expect(results.every(({ ok }) => ok)).toBe(true);
  expect(upstream.seen).toMatchObject({ hits: 60, atOnce: 8 });
});

test("a read that waits to be tried again keeps no other from its turn", async () => {
  const upstream = await startUpstream((request, response) =>
    status(request.url?.startsWith("/down") ? 503 : 200)(request, response),
  );
  const { send } = setUp(upstream.url, { maxInFlight: 1, sleep: () => new Promise(() => {}) });
  void send({ ...REQUEST, path: "/down" });
  expect(codeOf(await send(REQUEST))).toBe("ok");
  expect(upstream.seen.hits).toBe(2);
});

test.each([
  ["seconds", "3", 3_000],
  ["a date", new Date(NOW + 4_000).toUTCString(), 4_000],
  ["a date that has passed", new Date(NOW - 4_000).toUTCString(), 125],
])("Retry-After as %s is waited for", async (_, header, waitMs) => {
  let isFirst = true;
  const upstream = await startUpstream((request, response) => {
    status(isFirst ? 503 : 200, { "retry-after": header })(request, response);
    isFirst = false;
  });
  const { send, slept } = setUp(upstream.url);
  expect(codeOf(await send(REQUEST))).toBe("ok");
  expect([upstream.seen.hits, slept]).toEqual([2, [waitMs]]);
});

test.each([
  [408, "ltk_unavailable", 4],
  [425, "ltk_unavailable", 4],
  [429, "ltk_rate_limited", 4],
  [500, "ltk_unavailable", 4],
  [504, "ltk_unavailable", 4],
  [302, "ltk_bad_request", 1],
  [400, "ltk_bad_request", 1],
  [404, "ltk_bad_request", 1],
  [409, "ltk_bad_request", 1],
  [410, "ltk_bad_request", 1],
  [422, "ltk_bad_request", 1],
  [401, "ltk_unauthorised", 1],
  [403, "ltk_unauthorised", 1],
])("status %i is %s after %i attempts", async (code, expected, attempts) => {
  const upstream = await startUpstream(status(code));
  const { send } = setUp(upstream.url);
  expect(codeOf(await send(REQUEST))).toBe(expected);
  expect(upstream.seen.hits).toBe(attempts);
});

test("a spent quota is a rate limit, though LTK says 403", async () => {
  const upstream = await startUpstream((_, response) => {
    response.writeHead(403);
    response.end('{"error":"Quota exceeded"}');
  });
  const { send } = setUp(upstream.url);
  expect(codeOf(await send(REQUEST))).toBe("ltk_rate_limited");
  expect(upstream.seen.hits).toBe(4);
});

test("tokens follow no redirect, and no error tells a token, an address or what was answered", async () => {
  const elsewhere = await startUpstream(status(200));
  const answers = [
    status(302, { location: `${elsewhere.url}/` }),
    status(503),
    status(403),
    (_: unknown, response: { end(text: string): unknown }) =>
      void response.end("<html>invented page</html>"),
  ];
  for (const answer of answers) {
    const upstream = await startUpstream(answer);
    const result = await setUp(upstream.url).send(REQUEST);
    const told = inspect(result, { depth: 9 });
    expect(result.ok).toBe(false);
    expect(told).not.toMatch(/secret|127\.0\.0\.1|interval|invented/);
    // Nor is an empty parameter sent: LTK answers 400 to it.
    expect(upstream.seen.urls[0]).toBe("/analytics/hero_chart?interval=day");
  }
  expect(elsewhere.seen.hits).toBe(0);
});

test("a ledger whose cursors go in circles is drift, and none of it is answered", async () => {
  const upstream = await startUpstream((_, response) => {
    const next = upstream.seen.hits % 3 === 0 ? "1" : String(upstream.seen.hits);
    response.end(JSON.stringify({ items_sold: [], meta: { next, currency: "" } }));
  });
  const { send } = setUp(upstream.url);
  const drift = createDriftLog({ now: () => NOW });
  const token = { accessToken: "a", idToken: "i" };
  const read = async () => ({ ok: true as const, value: token });
  const tokens = { getValidToken: read, replaceRejected: read };
  const client = createLtkClient<typeof token, never>({ send, tokens, drift });
  const result = await client.itemsSold({
    slug: SLUG,
    publisherIds: ["100001"],
    currency: "USD",
    from: day("2030-05-01"),
    to: day("2030-05-31"),
  });
  expect(result).toMatchObject({
    ok: false,
    error: { code: "ltk_bad_shape", reason: "repeated_cursor" },
  });
  expect(upstream.seen.hits).toBe(3);
  expect(drift.list()).toMatchObject([
    { endpoint: "items_sold", message: expect.stringContaining("a cursor that was given before") },
  ]);
});
