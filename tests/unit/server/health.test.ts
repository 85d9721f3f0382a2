import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseSlug } from "@/lib/core/brand";
import { err, ok } from "@/lib/core/result";
import { createMemoryKv } from "@/lib/kv/memory";
import type { Container } from "@/lib/server/container";
import { healthResponse } from "@/lib/server/health";
import { createHeartbeats, type Job } from "@/lib/server/heartbeats";
import { createSessions } from "@/lib/server/session";
import { createSessionCookies } from "@/lib/server/session-cookie";
import { Health } from "../../helpers/schemas";

const REGISTRY = Symbol.for("hemline.container");
const START = Date.parse("2026-11-24T12:00:00Z");
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const SECRET = "s".repeat(32);
const ADMIN_EMAIL = "mara@studio.example";
const CRON_SECRET = "a cron secret for tests";

let nowMs = START;
let storeFails = false;

interface World {
  readonly isShared?: boolean;
  readonly statuses?: readonly string[];
  readonly airtable?: "ok" | "stale" | "down";
  readonly cronSecret?: string | undefined;
  readonly unsaved?: number;
  readonly backlog?: number;
}

/** Puts a container into the process that has only what health looks at. */
function put(world: World = {}) {
  const {
    isShared = true,
    statuses = ["active"],
    airtable = "ok",
    unsaved = 0,
    backlog = 0,
  } = world;
  const memory = createMemoryKv({ now: () => nowMs });
  const store = {
    ...memory,
    get: async (key: string) => {
      if (storeFails) throw new Error("down");
      return memory.get(key);
    },
  };
  const creators = statuses.map((status, index) => ({
    recordId: `rec${index}`,
    slug: parseSlug(`creator-${index}`),
    name: `Creator ${index}`,
    status,
    missing: [],
  }));
  let reads = 0;
  const heartbeats = createHeartbeats({ store, isShared, now: () => nowMs });
  const container = {
    env: {
      ADMIN_EMAILS: [ADMIN_EMAIL],
      CRON_SECRET: "cronSecret" in world ? world.cronSecret : CRON_SECRET,
    },
    now: () => nowMs,
    heartbeats,
    sessions: createSessions({
      cookies: createSessionCookies({ secret: SECRET, now: () => nowMs, newId: randomUUID }),
      ends: { endAll: async () => true, lastEnd: async () => undefined },
    }),
    snapshot: {
      read: async () => {
        reads += 1;
        return airtable === "down"
          ? err({ code: "unavailable", message: "down" })
          : ok({ creators, readAt: START, isStale: airtable === "stale" });
      },
    },
    tokens: {
      statusOf: (slug: string) => ({
        isSaved: Number(slug.slice(-1)) >= unsaved,
        expiresAt: START + HOUR_MS,
      }),
      backlog: () => backlog,
    },
    log: () => undefined,
  } as unknown as Container;
  Object.assign(globalThis, { [REGISTRY]: { ok: true, container } });
  return { heartbeats, container, reads: () => reads };
}

async function read(headers: Record<string, string> = {}) {
  const response = await healthResponse(new Request("http://x/api/health", { headers }));
  return { status: response.status, body: Health.parse(await response.json()) };
}

/** Both crons ran well just now. */
async function ran(heartbeats: Container["heartbeats"]): Promise<void> {
  for (const job of ["refresh", "sync"] as const)
    await heartbeats.beat(job, { isFailed: false, backlog: 0 });
}

beforeEach(() => {
  nowMs = START;
  storeFails = false;
});

afterEach(() => {
  Reflect.deleteProperty(globalThis, REGISTRY);
});

test("all well: 200 pass, and nobody is named", async () => {
  const { heartbeats } = put({ statuses: ["active", "expiring", "paused"] });
  await ran(heartbeats);
  const { status, body } = await read();
  expect([status, body.status]).toEqual([200, "pass"]);
  expect(body.creators).toEqual({ active: 1, expiring: 1, paused: 1 });
  expect(Object.keys(body.checks)).toEqual([
    "airtable",
    "kv",
    "journal",
    "cron:refresh",
    "cron:sync",
  ]);
  expect(JSON.stringify(body)).not.toMatch(/creator-0|Creator 0|rec0/);
});

test.each(["needs_reauth", "error", "unknown"])(
  "a creator that is %s: warn, still 200",
  async (standing) => {
    const { heartbeats } = put({ statuses: ["active", standing] });
    await ran(heartbeats);
    const { status, body } = await read();
    expect([status, body.status]).toEqual([200, "warn"]);
  },
);

describe("heartbeats", () => {
  test.each<[Job, number, string, number]>([
    ["refresh", 105 * MINUTE_MS, "pass", 200],
    ["refresh", 106 * MINUTE_MS, "warn", 200],
    ["refresh", 3 * HOUR_MS, "warn", 200],
    ["refresh", 3 * HOUR_MS + 1, "fail", 503],
    ["sync", 9 * HOUR_MS, "pass", 200],
    ["sync", 9 * HOUR_MS + 1, "warn", 200],
    ["sync", 24 * HOUR_MS, "warn", 200],
    ["sync", 24 * HOUR_MS + 1, "fail", 503],
  ])("%s after %d ms: %s", async (job, ageMs, expected, status) => {
    const { heartbeats } = put();
    await heartbeats.beat(job, { isFailed: false, backlog: 0 });
    nowMs += ageMs;
    await heartbeats.beat(job === "sync" ? "refresh" : "sync", { isFailed: false, backlog: 0 });
    const answer = await read();
    expect(answer.body.checks[`cron:${job}`]?.[0]?.status).toBe(expected);
    expect(answer.status).toBe(status);
  });

  test("none yet: warn for two hours after the first start, then fail", async () => {
    put();
    expect((await read()).body.checks["cron:sync"]).toMatchObject([
      { status: "warn", output: "no run yet" },
    ]);
    nowMs += 2 * HOUR_MS;
    expect((await read()).status).toBe(200);
    nowMs += 1 + 10_000;
    expect((await read()).status).toBe(503);
  });

  test("a run that failed wholly is told until one works, and does not count as a beat", async () => {
    const { heartbeats } = put();
    await ran(heartbeats);
    nowMs += HOUR_MS;
    await heartbeats.beat("refresh", { isFailed: true, backlog: 0 });
    const { body } = await read();
    expect(body.checks["cron:refresh"]).toMatchObject([
      { status: "warn", output: "last run failed", time: new Date(START).toISOString() },
    ]);
    await heartbeats.beat("refresh", { isFailed: false, backlog: 0 });
    expect((await read()).body.checks["cron:refresh"]).toMatchObject([{ status: "pass" }]);
  });

  test("without a shared store they are unknown: warn, never fail", async () => {
    const { heartbeats } = put({ isShared: false });
    await ran(heartbeats);
    nowMs += 48 * HOUR_MS;
    const { status, body } = await read();
    expect([status, body.status]).toEqual([200, "warn"]);
    expect(body.checks["cron:refresh"]?.[0]?.output).toContain("unknown on this instance");
    expect(body.checks["kv"]?.[0]?.output).toContain("memory");
  });
});

test("a shared store that does not answer: fail", async () => {
  put();
  storeFails = true;
  const { status, body } = await read();
  expect([status, body.checks["kv"]?.[0]?.status]).toEqual([503, "fail"]);
});

test("Airtable down: warn with older facts; never known: fail", async () => {
  const stale = put({ airtable: "stale" });
  await ran(stale.heartbeats);
  expect(await read()).toMatchObject({
    status: 200,
    body: { status: "warn", checks: { airtable: [{ time: new Date(START).toISOString() }] } },
  });
  put({ airtable: "down" });
  const { status, body } = await read();
  expect([status, body.creators]).toEqual([503, undefined]);
});

test("sessions that wait to be saved are counted: warn", async () => {
  const { heartbeats } = put({ statuses: ["active", "active"], unsaved: 1 });
  await ran(heartbeats);
  const { body } = await read();
  expect(body.checks["journal"]).toMatchObject([
    {
      status: "warn",
      output: "1 renewed sessions are held in memory only and wait to be saved.",
    },
  ]);
});

test.each([
  ["nothing", 0, 0, "pass", "Nothing waits to be saved, as far as this instance knows."],
  [
    "a batch that waits for company",
    3,
    0,
    "pass",
    "3 renewed sessions wait for Airtable; the journal holds them.",
  ],
  [
    "what a whole run could not write",
    0,
    2,
    "warn",
    "2 renewed sessions wait for Airtable; the journal holds them.",
  ],
])("the journal's backlog, %s", async (_, backlog, left, status, output) => {
  const { heartbeats } = put({ statuses: ["active"], backlog });
  await heartbeats.beat("refresh", { isFailed: false, backlog: left });
  expect((await read()).body.checks["journal"]).toMatchObject([{ status, output }]);
});

test("without CRON_SECRET: fail, naming it", async () => {
  put({ cronSecret: undefined });
  const { status, body } = await read();
  expect([status, body.output]).toEqual([503, expect.stringContaining("CRON_SECRET is not set")]);
});

test("a bearer of the secret and an admin see each creator's standing, others do not", async () => {
  const { container } = put({ statuses: ["active", "needs_reauth"] });
  const admin = { email: "mara@studio.example", role: "admin" } as const;
  const cookie = (await container.sessions.create(admin, false)).split(";")[0] ?? "";
  for (const headers of [{ authorization: `Bearer ${CRON_SECRET}` }, { cookie }]) {
    expect((await read(headers)).body.tokens).toMatchObject([
      { creator: "creator-0", status: "active", expiresAt: "2026-11-24T13:00:00.000Z" },
      { creator: "creator-1", status: "needs_reauth" },
    ]);
  }
  for (const headers of [{}, { authorization: "Bearer wrong" }, { cookie: "session=forged" }]) {
    expect((await read(headers)).body.tokens).toBeUndefined();
  }
});
