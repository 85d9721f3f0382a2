import { expect, test } from "vitest";
import { HOUR, MINUTE, START } from "../unit/token-manager/doubles";
import { createWorld } from "../unit/token-manager/world";
import { rounds } from "./rounds";

/*
 * Tokens that live shorter than the crons of vercel.json assume, and answers without an id token: two processes, a page
 * view every minute that goes to either, the refresh cron at minutes 0 and 45, and the sync every four hours.
 */

const HOURS = rounds(13, 24 * 7);
const CREATORS = 2;
const SYNC_MS = 4 * HOUR;
const CRON_MINUTES = [0, 45];

interface Course {
  readonly name: string;
  readonly lifeMs: number;
  readonly hasIdToken: boolean;
  readonly hasPages: boolean;
  /** Grants for one creator within any hour. */
  readonly mostAnHour: number;
}

function course(minutes: number, mostAnHour: number, rest: Partial<Course> = {}): Course {
  const { hasIdToken = true, hasPages = true } = rest;
  const id = hasIdToken ? "" : ", no id token in the answers";
  const pages = hasPages ? "a page view a minute" : "nobody looking";
  const name = `${minutes} minutes${id}, ${pages}: at most ${mostAnHour} ${mostAnHour === 1 ? "grant" : "grants"} within any hour`;
  return { name, lifeMs: minutes * MINUTE, hasIdToken, hasPages, mostAnHour };
}

const COURSES = [
  course(600, 1),
  course(600, 1, { hasIdToken: false }),
  course(60, 2),
  course(60, 2, { hasIdToken: false }),
  course(15, 6),
  course(15, 6, { hasIdToken: false }),
  course(5, 12),
  course(5, 12, { hasIdToken: false }),
  course(60, 2, { hasPages: false }),
  course(15, 3, { hasPages: false }),
  course(5, 3, { hasPages: false }),
].map((each) => [each.name, each] as const);

type World = ReturnType<typeof createWorld>;

/** What happens at one minute; answers what was wrong with the tokens that pages got. */
async function passMinute(world: World, minute: number, hasPages: boolean): Promise<string[]> {
  const { clock, slugs, instance } = world;
  await clock.runUntil(START + minute * MINUTE);
  if (CRON_MINUTES.includes(minute % 60)) void instance(minute % 2).cron();
  const isSync = (minute * MINUTE) % SYNC_MS === 0;
  const looks = hasPages || isSync ? slugs : [];
  const wrong = looks.map(async (slug, index) => {
    const token = await instance((minute + index) % 2).page(slug);
    const isUsable = token.ok && token.value.expiresAt > clock.now();
    return isUsable ? [] : [`minute ${minute}: ${token.ok ? "ended" : token.error.code}`];
  });
  const all = Promise.all(wrong);
  // Whoever waits for the other process's grant gets it within these seconds.
  await clock.runUntil(START + minute * MINUTE + 20_000);
  return (await all).flat();
}

function mostWithinAnHour(times: readonly number[]): number {
  const counts = times.map((from) => times.filter((at) => at >= from && at < from + HOUR).length);
  return Math.max(...counts);
}

test.each(COURSES)("tokens of %s; none has ended when a page uses it", async (_name, given) => {
  const world = createWorld({ creators: CREATORS, instances: 2 });
  Object.assign(world.auth.answers, { lifeMs: given.lifeMs, hasIdToken: given.hasIdToken });
  const wrong: string[] = [];
  for (let minute = 0; minute < HOURS * 60; minute += 1) {
    wrong.push(...(await passMinute(world, minute, given.hasPages)));
  }
  const { grants, auth, slugs } = world;
  const most = slugs.map((slug) =>
    mostWithinAnHour(grants.flatMap(({ creator, at }) => (creator === slug ? [at] : []))),
  );
  process.stdout.write(
    `${given.name}: in fact ${most.join(", ")}; ${grants.length} in ${HOURS} h\n`,
  );
  expect(wrong).toEqual([]);
  expect(Math.max(...most)).toBeLessThanOrEqual(given.mostAnHour);
  expect(grants.length).toBeGreaterThan(CREATORS);
  expect(new Set(auth.sent).size, "no token was sent twice").toBe(auth.sent.length);
  expect(auth.families.revoked).toBe(false);
});
