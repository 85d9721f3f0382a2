import { expect, test } from "vitest";
import type { Got } from "./messages";
import { rounds } from "./rounds";
import { createSetting, type Setting, TOKENS_ENDED_MS } from "./setting";
import { createRandom } from "./worker-random";

const SLUG = "ava-lane";
const PROCESSES = 8;
const CALLERS_EACH = 25;
const SPREAD_MS = 40;
const JITTER_MS = 20;
/** Eleven hours each: a login lives for thirty days. */
const SEEDS_PER_LOGIN = 50;

test("200 callers over 8 processes, one expired creator, no overlap: 1 grant, no reuse, one token for all", async () => {
  const seeds = Array.from({ length: rounds(5, 100) }, (_, index) => index + 1);
  for (let start = 0; start < seeds.length; start += SEEDS_PER_LOGIN) {
    await play(seeds.slice(start, start + SEEDS_PER_LOGIN));
  }
});

/** The workers live on from seed to seed; every call to an upstream takes its own time. */
async function play(seeds: readonly number[]): Promise<void> {
  const random = createRandom();
  const setting = await createSetting({
    workers: PROCESSES,
    sandbox: {
      overlapSeconds: 0,
      watch: async ({ phase }) => {
        if (phase === "arrived") await pause(random.next() * JITTER_MS);
      },
    },
  });
  await warmUp(setting);
  for (const [index, seed] of seeds.entries()) {
    random.seed(seed);
    await setting.advance(TOKENS_ENDED_MS);
    const got = await askAll(setting, seed);
    const outcome = {
      refused: countRefusals(got),
      tokens: new Set(got.flatMap((each) => (each.ok ? [each.accessToken] : []))).size,
      grants: setting.sandbox.grants(SLUG),
      reuseEvents: setting.sandbox.reuseEvents(),
    };
    const wanted = { refused: {}, tokens: 1, grants: index + 1, reuseEvents: 0 };
    expect(outcome, `seed ${seed}`).toEqual(wanted);
    expect(got).toHaveLength(PROCESSES * CALLERS_EACH);
  }
  await setting.close();
}

function countRefusals(got: readonly Got[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const each of got) if (!each.ok) counts[each.code] = (counts[each.code] ?? 0) + 1;
  return counts;
}

/**
 * Each has read the table and used the store once: the proof is not about cold starts. One after the other, since eight
 * readers in one second would be too many for Airtable.
 */
async function warmUp({ workers, advance }: Setting): Promise<void> {
  for (const worker of workers) {
    expect(await worker.observe()).toBe(true);
    expect(await worker.get(SLUG)).toMatchObject([{ ok: true }]);
    await advance(1_000);
  }
}

async function askAll({ workers, settle }: Setting, seed: number) {
  await Promise.all(workers.map((worker, index) => worker.seed(seed * PROCESSES + index)));
  const got = await Promise.all(workers.map((worker) => worker.get(SLUG, CALLERS_EACH, SPREAD_MS)));
  await settle();
  return got.flat();
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
