import { expect, test } from "vitest";
import type { CronResults } from "@/lib/server/cron";
import { HOUR, MINUTE, START } from "../unit/token-manager/doubles";
import { createWorld } from "../unit/token-manager/world";
import { rounds } from "./rounds";
import { createRandom } from "./worker-random";

/*
 * The refresh cron of vercel.json for a year, as Vercel delivers it, with the production job and managers over the
 * doubles. Tokens live ten hours, so that a grant within nine hours of the last one would be one too many.
 */

const DAYS = rounds(30, 365);
const CREATORS = 3;
/** A run that is delivered twice may begin while the first is still running, or after it. */
const DOUBLED_WITHIN_MS = 8_000;
/** How long a grant takes, at most: long enough for two runs to meet in it. */
const GRANT_MS = 3_000;
const DAY = 24 * HOUR;
/** Ten hours less the cron's margin of one; a token's end is told in whole seconds. */
const SHORTEST_GAP_MS = 9 * HOUR - 1_000;

type World = ReturnType<typeof createWorld>;

interface Happening {
  readonly at: number;
  readonly run: (world: World) => Promise<void>;
}

/** How Vercel delivers runs, and how often people look. */
interface Course {
  readonly days: number;
  /** Shares of the runs. */
  readonly missed: number;
  readonly doubled: number;
  readonly pagesADay: number;
}

/** What was seen. */
interface Tally {
  runs: number;
  missed: number;
  doubled: number;
  pages: number;
  /** Pages that caused a grant, since no run had come in time. */
  caused: number;
  readonly expired: string[];
  readonly odd: string[];
}

/** `every 45 minutes * * * *`: at minute 0 and minute 45 of each hour. */
function listCronTimes(days: number): readonly number[] {
  const hours = Array.from({ length: days * 24 }, (_, hour) => START + hour * HOUR);
  return hours.flatMap((at) => [at, at + 45 * MINUTE]);
}

function aRun(at: number, index: number, tally: Tally): Happening {
  return {
    at,
    async run({ instance }) {
      tally.runs += 1;
      const results = await instance(index).cron();
      if (!isWell(results))
        tally.odd.push(`${new Date(at).toISOString()} ${JSON.stringify(results)}`);
    },
  };
}

function isWell(results: CronResults | "nothing could be tried"): boolean {
  if (results === "nothing could be tried") return false;
  return Object.values(results).every(({ status }) => status === "fresh" || status === "refreshed");
}

function aPage(at: number, index: number, tally: Tally): Happening {
  return {
    at,
    async run({ instance, slugs, clock, auth }) {
      const slug = slugs[Math.floor(index / 2) % slugs.length];
      if (slug === undefined) throw new Error("there are no creators");
      tally.pages += 1;
      const sentBefore = auth.sent.length;
      const token = await instance(index % 2).page(slug);
      if (auth.sent.length > sentBefore) tally.caused += 1;
      const isUsable = token.ok && token.value.expiresAt > clock.now();
      if (!isUsable) tally.expired.push(`${new Date(at).toISOString()} ${slug}`);
    },
  };
}

/** Everything that happens, in order, from one seed. */
function plan(course: Course, chance: () => number, tally: Tally): readonly Happening[] {
  const { days, missed, doubled, pagesADay } = course;
  const happenings: Happening[] = [];
  for (const at of listCronTimes(days)) {
    const luck = chance();
    const first = Math.floor(chance() * 2);
    const secondAt = at + Math.floor(chance() * DOUBLED_WITHIN_MS);
    // The first one has to begin it.
    if (luck < missed && at > START) {
      tally.missed += 1;
      continue;
    }
    happenings.push(aRun(at, first, tally));
    if (luck >= 1 - doubled) {
      tally.doubled += 1;
      happenings.push(aRun(secondAt, 1 - first, tally));
    }
  }
  for (let count = 0; count < days * pagesADay; count += 1) {
    const at = START + MINUTE + Math.floor(chance() * (days * DAY - MINUTE));
    happenings.push(aPage(at, Math.floor(chance() * 2 * CREATORS), tally));
  }
  return happenings.sort((one, other) => one.at - other.at);
}

async function live(course: Course, seed: number) {
  const chance = createRandom(seed).next;
  const tally: Tally = {
    runs: 0,
    missed: 0,
    doubled: 0,
    pages: 0,
    caused: 0,
    expired: [],
    odd: [],
  };
  const latencyMs = () => chance() * GRANT_MS;
  const world = createWorld({ creators: CREATORS, instances: 2, random: chance, latencyMs });
  const under: Promise<void>[] = [];
  for (const { at, run } of plan(course, chance, tally)) {
    await world.clock.runUntil(at);
    under.push(run(world));
  }
  await world.clock.runUntil(START + course.days * DAY + 10 * MINUTE);
  await Promise.all(under);
  return { world, tally };
}

test(`${DAYS} days of */45, 2 % missed, 2 % doubled, two processes: no page has an expired token, at most 2.9 grants a creator and day, and a doubled run spends none`, async () => {
  const course = { days: DAYS, missed: 0.02, doubled: 0.02, pagesADay: 24 };
  const { world, tally } = await live(course, 2_026);
  const { grants, auth, slugs, table } = world;
  const perDay = slugs.map((slug) => countOf(grants, slug) / DAYS);
  const gaps = slugs.map((slug) => shortestGap(grants, slug) / HOUR);
  process.stdout.write(
    `${DAYS} days: ${tally.runs} runs (${tally.missed} missed, ${tally.doubled} doubled), ${tally.pages} pages ` +
      `(${tally.caused} caused a grant); grants a creator and day ${perDay.map((n) => n.toFixed(2)).join(", ")}; ` +
      `shortest time between two ${gaps.map((n) => n.toFixed(2)).join(", ")} h\n`,
  );
  expect(tally.expired).toEqual([]);
  expect(tally.caused / tally.pages, "pages hardly ever find work for them").toBeLessThan(0.001);
  expect(tally.odd).toEqual([]);
  expect(Math.max(...perDay)).toBeLessThanOrEqual(2.9);
  expect(Math.min(...perDay)).toBeGreaterThan(2);
  expect(Math.min(...gaps) * HOUR).toBeGreaterThanOrEqual(SHORTEST_GAP_MS);
  expect(auth.sent).toHaveLength(grants.length);
  expect(new Set(auth.sent).size, "no token was sent twice").toBe(auth.sent.length);
  expect(auth.families.revoked).toBe(false);
  expect(table.counts.saveTokens, "each grant is written once").toBe(grants.length);
  expect(tally.doubled * tally.missed, "both happened").toBeGreaterThan(0);
});

test("with every run delivered twice, many while the first is sending a token: no creator is granted twice within nine hours", async () => {
  const course = { days: DAYS / 3, missed: 0, doubled: 1, pagesADay: 0 };
  const { world, tally } = await live(course, 7);
  const { grants, auth, slugs, table, logged } = world;
  expect(tally).toMatchObject({ doubled: tally.runs / 2, odd: [] });
  for (const slug of slugs) {
    expect(shortestGap(grants, slug)).toBeGreaterThanOrEqual(SHORTEST_GAP_MS);
    expect(countOf(grants, slug)).toBeGreaterThan(2 * course.days);
  }
  expect(auth.sent).toHaveLength(grants.length);
  expect(new Set(auth.sent).size, "no token was sent twice").toBe(grants.length);
  expect(table.counts.saveTokens).toBe(grants.length);
  expect(logged("token_grant_failed")).toBe(0);
  expect(auth.families.revoked).toBe(false);
});

type Grants = World["grants"];

function timesOf(grants: Grants, slug: string): readonly number[] {
  return grants.flatMap(({ creator, at }) => (creator === slug ? [at] : []));
}

function countOf(grants: Grants, slug: string): number {
  return timesOf(grants, slug).length;
}

function shortestGap(grants: Grants, slug: string): number {
  const times = timesOf(grants, slug);
  return Math.min(...times.slice(1).map((at, index) => at - (times[index] ?? Number.NaN)));
}
