import { expect, test } from "vitest";
import { rounds } from "./rounds";
import { createSetting, type Setting, TOKENS_ENDED_MS } from "./setting";
import type { Worker } from "./worker-process";

/*
 * Vercel may deliver a cron twice, and a slow run may still be at work when the next one begins. Both runs are processes
 * of their own, and neither knows of the other but through the shared store.
 */

const ROUNDS = rounds(1, 20);
const MORE_CREATORS = rounds(0, 20);
/** Who logged in long ago is refused; the others' tokens have ended. */
const DEAD = ["dina-moss"];

/** When the second run begins. */
const DELIVERIES = [
  { name: "twice at once", isSecondDue: () => true },
  {
    name: "again while the first run is half done",
    isSecondDue: (granted: number, due: number) => granted >= due / 2,
  },
];

test.each(DELIVERIES)(
  `the cron is delivered $name: every due creator is granted once, ${ROUNDS} times`,
  async ({ isSecondDue }) => {
    const setting = await createSetting({
      workers: 2,
      sandbox: { creators: MORE_CREATORS, overlapSeconds: 0 },
      env: { LTK_GRANTS_PER_SECOND: "10" },
    });
    const { sandbox } = setting;
    const slugs = sandbox.creators.map(({ slug }) => slug).filter((slug) => !DEAD.includes(slug));
    const granted = () => slugs.reduce((sum, slug) => sum + sandbox.grants(slug), 0);
    for (let round = 1; round <= ROUNDS; round += 1) {
      await setting.advance(TOKENS_ENDED_MS);
      const before = granted();
      const isDue = () => isSecondDue(granted() - before, slugs.length);
      const runs = await runTwice(setting, isDue);
      await setting.settle();
      await drain(setting);
      expect(countGrants(setting, slugs)).toEqual(everyone(slugs, round));
      expect(sandbox.calls().auth.token).toBe(round * slugs.length);
      for (const { ok, results } of runs) {
        expect(ok).toBe(true);
        const failed = Object.entries(results).filter(([, { status }]) => status === "failed");
        expect(failed).toEqual([]);
      }
      const versions = slugs.map((slug) => [slug, sandbox.row(slug)["Token_Version"]]);
      expect(Object.fromEntries(versions), "the rows hold the newest").toEqual(
        everyone(slugs, round),
      );
    }
    expect(sandbox.reuseEvents()).toBe(0);
    const [first = ""] = slugs;
    expect(await setting.truth(first)).toEqual({ grants: ROUNDS, reuseEvents: 0, isKept: true });
  },
);

async function runTwice(setting: Setting, isDue: () => boolean) {
  const [one, other] = setting.workers;
  if (one === undefined || other === undefined) throw new Error("two workers are needed");
  const both = async () => {
    const first = one.refresh();
    await until(isDue);
    return Promise.all([first, other.refresh()] satisfies ReturnType<Worker["refresh"]>[]);
  };
  return setting.passing(both());
}

/** Two processes may have kept each other from writing (Airtable's limit is for both); the next run makes up for it. */
async function drain(setting: Setting): Promise<void> {
  await setting.advance(60_000);
  await setting.passing(setting.workers[0]?.refresh() ?? Promise.reject(new Error("no worker")));
  await setting.settle();
}

async function until(isDue: () => boolean): Promise<void> {
  while (!isDue()) await new Promise((resolve) => setTimeout(resolve, 5));
}

function countGrants({ sandbox }: Setting, slugs: readonly string[]) {
  return Object.fromEntries(slugs.map((slug) => [slug, sandbox.grants(slug)]));
}

function everyone(slugs: readonly string[], count: number) {
  return Object.fromEntries(slugs.map((slug) => [slug, count]));
}
