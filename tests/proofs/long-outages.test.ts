import { describe, expect, test } from "vitest";
import { parseDay } from "@/lib/core/brand";
import { createLtkClient } from "@/lib/ltk/client";
import { createRequester } from "@/lib/ltk/request";
import { HOUR, MINUTE, START, timeout } from "../unit/token-manager/doubles";
import { createWorld } from "../unit/token-manager/world";

/*
 * Outages that last: the token endpoint answers 500, or nothing, for an hour; LTK's gateway refuses every token for a
 * day. Two processes, three creators, the refresh cron at minutes 0 and 45, and a page a creator and minute.
 */

const CREATORS = 3;
const CRON_MINUTES = [0, 45];
const DAY = 24 * HOUR;

type World = ReturnType<typeof createWorld>;
type Minute = (world: World, minute: number) => Promise<void>;

/** Passes whole minutes from the clock's present; pages and crons as above. */
async function pass(world: World, minutes: number, page: Minute): Promise<void> {
  const { clock, instance } = world;
  const from = Math.round((clock.now() - START) / MINUTE);
  const under: Promise<unknown>[] = [];
  for (let minute = from; minute < from + minutes; minute += 1) {
    await clock.runUntil(START + minute * MINUTE);
    if (CRON_MINUTES.includes(minute % 60)) under.push(instance(minute % 2).cron());
    under.push(page(world, minute));
  }
  await clock.runUntil(START + (from + minutes) * MINUTE);
  await Promise.all(under);
}

interface Outage {
  readonly answer: (world: World) => Promise<Response>;
  /** What pages are told. */
  readonly codes: readonly string[];
  /** How soon the first lost answer is asked for again. */
  readonly firstRepeatMs: number;
}

const OUTAGES: readonly (readonly [string, Outage])[] = [
  [
    "500",
    {
      answer: async () => new Response("", { status: 500 }),
      codes: ["token_in_doubt"],
      firstRepeatMs: 1_000,
    },
  ],
  [
    "502 with a page of HTML",
    {
      answer: async () => new Response("<html>", { status: 502 }),
      codes: ["token_in_doubt"],
      firstRepeatMs: 1_000,
    },
  ],
  [
    "nothing",
    {
      async answer({ clock }) {
        // As long as the manager listens.
        await clock.sleep(30_000);
        throw timeout();
      },
      // Nobody knows yet that the first answer will be lost.
      codes: ["token_wait", "token_in_doubt"],
      firstRepeatMs: 60_000,
    },
  ],
];

describe.each(OUTAGES)("the token endpoint answers %s for an hour", (_, outage) => {
  function setUp() {
    /** When each token was sent. */
    const sent = new Map<string, number[]>();
    let isOut = false;
    const world: World = createWorld({
      creators: CREATORS,
      instances: 2,
      outage: (token) => {
        if (!isOut) return undefined;
        sent.set(token, [...(sent.get(token) ?? []), world.clock.now()]);
        return outage.answer(world);
      },
    });
    return {
      world,
      sent,
      setOut: (out: boolean) => {
        isOut = out;
      },
    };
  }

  /** What pages got, by code. */
  function createPages() {
    const codes: string[] = [];
    const page: Minute = async ({ instance, slugs }, minute) => {
      const tokens = await Promise.all(
        slugs.map((slug, index) => instance((minute + index) % 2).page(slug)),
      );
      codes.push(...tokens.map((token) => (token.ok ? "ok" : token.error.code)));
    };
    return { codes, page };
  }

  test("no creator's status changes; one token each is sent, at most once a minute; then all recover", async () => {
    const { world, sent, setOut } = setUp();
    const { codes, page } = createPages();
    setOut(true);
    await pass(world, 60, page);
    expect(new Set(codes)).toEqual(new Set(outage.codes));
    expect(sent.size).toBe(CREATORS);
    for (const times of sent.values()) {
      const [first = 0, ...later] = gapsOf(times);
      expect(first).toBe(outage.firstRepeatMs);
      expect(Math.min(...later)).toBeGreaterThanOrEqual(MINUTE);
      expect(times.length, "and it does go on asking").toBeGreaterThan(20);
    }
    expect(world.table.counts).toMatchObject({ saveStatus: 0, saveTokens: 0 });
    const inDoubt = world.slugs.map((slug) => world.instance(0).manager.statusOf(slug)?.isInDoubt);
    expect(inDoubt).toEqual([true, true, true]);
    setOut(false);
    codes.length = 0;
    await pass(world, 2, page);
    await pass(world, 5, page);
    expect(codes.slice(2 * CREATORS)).toEqual(codes.slice(2 * CREATORS).map(() => "ok"));
    expect(world.grants).toHaveLength(CREATORS);
    expect(world.auth.families.revoked).toBe(false);
    expect(world.table.statuses).toEqual([]);
    expect(world.table.counts.saveTokens).toBe(CREATORS);
  });

  test("with the cron alone it is asked again at each run, and the next run after the outage mends it", async () => {
    const { world, sent, setOut } = setUp();
    const nobody: Minute = async () => {};
    setOut(true);
    await pass(world, 59, nobody);
    // Twice in the first run, and once in the second.
    expect([...sent.values()].map((times) => times.length)).toEqual([3, 3, 3]);
    setOut(false);
    await pass(world, 3, nobody);
    expect(world.grants).toHaveLength(CREATORS);
    expect(world.table.statuses).toEqual([]);
    expect(world.auth.families.revoked).toBe(false);
  });

  test("tokens that last are served all the time", async () => {
    const { world, setOut } = setUp();
    const { codes, page } = createPages();
    await pass(world, 1, page);
    codes.length = 0;
    setOut(true);
    await pass(world, 60, page);
    expect(codes).toEqual(codes.map(() => "ok"));
    expect(world.auth.sent).toHaveLength(CREATORS);
  });
});

function gapsOf(times: readonly number[]): readonly number[] {
  return times.slice(1).map((at, index) => at - (times[index] ?? Number.NaN));
}

describe("LTK's gateway refuses every token for a day", () => {
  /** Reads through the production client of each process, over a gateway that can be told to refuse. */
  function createReads(world: World) {
    const gateway = { isRefusing: false, calls: 0 };
    const codes: string[] = [];
    const { now, sleep } = world.clock;
    const clients = world.instances.map(({ manager, page }) =>
      createLtkClient({
        tokens: { getValidToken: page, replaceRejected: manager.replaceRejected },
        drift: { note: () => {}, clear: () => {} },
        send: createRequester({
          now,
          sleep,
          random: () => 0.5,
          baseUrl: "https://gateway.example",
          fetch: async () => {
            gateway.calls += 1;
            return gateway.isRefusing ? new Response("", { status: 403 }) : Response.json([]);
          },
        }),
      }),
    );
    const page: Minute = async ({ slugs }, minute) => {
      const reads = slugs.map((slug, index) => {
        const day = requireDay("2026-11-21");
        const period = { slug, publisherIds: ["500000"], from: day, to: day, timezone: "UTC" };
        return clients[(minute + index) % clients.length]?.heroChart(period);
      });
      const results = await Promise.all(reads);
      codes.push(...results.map((read) => (read?.ok === false ? read.error.code : "ok")));
    };
    return { gateway, codes, page };
  }

  test("at most one forced grant a creator and hour, no status changes, and reads go on by themselves after", async () => {
    const world = createWorld({ creators: CREATORS, instances: 2 });
    const { gateway, codes, page } = createReads(world);
    await pass(world, 1, page);
    await pass(world, 2, page);
    const before = world.grants.length;
    expect(before).toBe(CREATORS);
    gateway.isRefusing = true;
    codes.length = 0;
    await pass(world, DAY / MINUTE, page);
    expect(new Set(codes)).toEqual(new Set(["ltk_forbidden"]));
    for (const slug of world.slugs) {
      const times = world.grants
        .slice(before)
        .flatMap(({ creator, at }) => (creator === slug ? [at] : []));
      expect(Math.min(...gapsOf(times)), slug).toBeGreaterThanOrEqual(HOUR);
      expect(times.length, slug).toBeLessThanOrEqual(24);
      expect(times.length, `${slug}: it is tried again`).toBeGreaterThan(12);
    }
    process.stdout.write(
      `a day of 403: ${world.grants.length - before} forced grants, ${gateway.calls} reads\n`,
    );
    expect(world.table.statuses).toEqual([]);
    expect(world.auth.families.revoked).toBe(false);
    gateway.isRefusing = false;
    codes.length = 0;
    await pass(world, 10, page);
    expect(codes).toEqual(codes.map(() => "ok"));
  });
});

function requireDay(text: string) {
  const day = parseDay(text);
  if (day === undefined) throw new Error(`no day: ${text}`);
  return day;
}
