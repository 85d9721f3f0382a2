import { expect, test } from "vitest";
import type { SandboxEvent } from "../sandbox/http";
import { createNamer, type Step } from "./protocol";
import { rounds } from "./rounds";
import { createSetting, type Setting, TOKENS_ENDED_MS } from "./setting";
import type { Worker } from "./worker-process";

/*
 * `kill -9` at every named point of a refresh. Each round is a creator whose tokens have ended, a worker that dies while
 * it renews them, an heir that is asked for them once the dead one's lease has lapsed, and a witness eleven hours later.
 */

/** Where the worker dies, and what that comes to. */
interface Point {
  readonly name: string;
  readonly step: Step;
  /** Dead before the call was taken in (and then it was lost), or after it was done and before it was answered. */
  readonly phase: SandboxEvent["phase"];
  readonly overlapSeconds: number;
  readonly end: End;
}

/** What the heir gets, and what it all has cost by then. */
interface End {
  readonly heir: string;
  readonly grants: number;
  readonly reuseEvents: number;
}

const COSTS_NOTHING: End = { heir: "ok", grants: 1, reuseEvents: 0 };
/** The same figures, but it is the dead worker's grant that lives on. */
const LIVES_ON = COSTS_NOTHING;
const REPLAYED: End = { heir: "ok", grants: 2, reuseEvents: 0 };
/** The replay is Auth0's first sign of trouble: without an overlap it ends a family that was lost already. */
const LOST: End = { heir: "needs_reauth", grants: 1, reuseEvents: 1 };

function point(name: string, step: Step, phase: Point["phase"], end: End, overlapSeconds = 0) {
  return { name, step, phase, end, overlapSeconds } satisfies Point;
}

const POINTS: readonly Point[] = [
  point("before the intent", "lease", "handled", COSTS_NOTHING),
  point("while the intent is on its way", "intent", "arrived", COSTS_NOTHING),
  point("after the intent", "intent", "handled", COSTS_NOTHING),
  point("while the grant is on its way", "grant", "arrived", COSTS_NOTHING),
  point("with the answer in flight", "grant", "handled", LOST),
  point("in flight, overlap 120 s", "grant", "handled", REPLAYED, 120),
  point("in the gap", "journal", "arrived", LOST),
  point("in the gap, overlap 120 s", "journal", "arrived", REPLAYED, 120),
  point("after the journal", "journal", "handled", LIVES_ON),
  point("before the release", "release", "arrived", LIVES_ON),
  point("before the row is saved", "save row", "arrived", LIVES_ON),
  point("after the row is saved", "save row", "handled", LIVES_ON),
];

const ROUNDS = rounds(1, 20);
/** What came next after each answered grant, and how long that took, over all rounds. */
const nextCalls: { readonly step: Step; readonly afterMs: number }[] = [];

/** Watches one worker at a time, and can kill it. */
function createTrap() {
  let nameStep = createNamer();
  let answeredAt: number | undefined;
  let spring: ((step: Step, phase: Point["phase"]) => Promise<"lost" | undefined>) | undefined;

  function noteNextCall(step: Step, { phase, status }: SandboxEvent): void {
    if (phase === "arrived" && answeredAt !== undefined) {
      nextCalls.push({ step, afterMs: performance.now() - answeredAt });
      answeredAt = undefined;
    }
    if (step === "grant" && status === 200) answeredAt = performance.now();
  }

  return {
    watch: async (event: SandboxEvent) => {
      const step = nameStep(event);
      noteNextCall(step, event);
      return spring?.(step, event.phase);
    },
    /** Kills at this point, once. Resolves when the worker is dead. */
    arm({ step: wanted, phase: wantedPhase }: Point, kill: () => Promise<void>): Promise<void> {
      return new Promise((resolve, reject) => {
        spring = async (step, phase) => {
          if (step !== wanted || phase !== wantedPhase) return undefined;
          spring = undefined;
          await kill().then(resolve, reject);
          nameStep = createNamer();
          answeredAt = undefined;
          return phase === "arrived" ? "lost" : undefined;
        };
      });
    },
  };
}

type Trap = ReturnType<typeof createTrap>;

test.each(POINTS)(`kill -9 $name, ${ROUNDS} times`, async (at) => {
  const trap = createTrap();
  const setting = await createSetting({
    workers: 0,
    sandbox: { creators: ROUNDS, overlapSeconds: at.overlapSeconds, watch: trap.watch },
  });
  await setting.advance(TOKENS_ENDED_MS);
  const slugs = setting.sandbox.creators.slice(-ROUNDS).map(({ slug }) => slug);
  for (const slug of slugs) await playRound(setting, trap, at, slug);
  await setting.close();
});

async function playRound(setting: Setting, trap: Trap, at: Point, slug: string): Promise<void> {
  const { sandbox } = setting;
  const reusesBefore = sandbox.reuseEvents();
  await killOnTheWay(setting, trap, at, slug);
  // The row and the lockout of Airtable know seconds only.
  await setting.advance(2_000);
  await setting.untilLeaseLapsed(slug);
  const heir = await setting.start();
  const [got] = await heir.get(slug);
  await heir.saved();
  const end: End = {
    heir: got?.ok === true ? "ok" : (got?.code ?? "nothing"),
    grants: sandbox.grants(slug),
    reuseEvents: sandbox.reuseEvents() - reusesBefore,
  };
  expect(end, `${slug} got ${JSON.stringify(got)}\n${heir.output()}`).toEqual(at.end);
  if (at.end.heir === "needs_reauth") await expectToldOfTheLoss(setting, heir, slug);
  await setting.kill(heir);
  const { isKept } = await setting.truth(slug);
  expect(isKept, `${slug} can still be renewed`).toBe(at.end.heir === "ok");
}

/** A worker renews the creator's tokens and dies at the named point. */
async function killOnTheWay(setting: Setting, trap: Trap, at: Point, slug: string): Promise<void> {
  const victim = await setting.start();
  const dead = trap.arm(at, () => setting.kill(victim)).then(() => "dead" as const);
  const done = work(victim, slug).then(
    () => "alive" as const,
    () => dead,
  );
  expect(await Promise.race([dead, done]), `it never came to: ${at.name}`).toBe("dead");
}

async function work(worker: Worker, slug: string): Promise<void> {
  await worker.get(slug);
  await worker.saved();
}

/** The creator is told that it was an answer that got lost, and that she has to log in again. */
async function expectToldOfTheLoss(setting: Setting, heir: Worker, slug: string): Promise<void> {
  expect(await heir.status(slug)).toMatchObject({ isDead: true, wasInDoubt: true });
  expect(setting.sandbox.row(slug)).toMatchObject({
    Status: "needs_reauth",
    Error_Message: expect.stringMatching(/answer .* was lost/),
  });
}

test("while the dead worker's lease stands nobody sends its token; once it has lapsed it is sent again", async () => {
  const trap = createTrap();
  const setting = await createSetting({
    workers: 0,
    sandbox: { overlapSeconds: 120, watch: trap.watch },
  });
  const slug = "ava-lane";
  await setting.advance(TOKENS_ENDED_MS);
  await killOnTheWay(setting, trap, point("in flight", "grant", "handled", REPLAYED), slug);
  const heir = await setting.start();
  let early: Awaited<ReturnType<Worker["get"]>> | undefined;
  void heir.get(slug).then((got) => {
    early = got;
  });
  const answer = async () => {
    await setting.advance(1_000);
    return early;
  };
  await expect.poll(answer, { interval: 100, timeout: 20_000 }).toMatchObject([{ ok: false }]);
  expect(setting.sandbox.calls().auth.token).toBe(1);
  await setting.untilLeaseLapsed(slug);
  await setting.advance(60_000);
  expect(await heir.get(slug)).toMatchObject([{ ok: true }]);
  expect(setting.sandbox.calls().auth.token).toBe(2);
  expect(setting.sandbox.reuseEvents()).toBe(0);
});

test("the next call after a grant's answer is the journal's, in every round above", () => {
  const sorted = nextCalls.map(({ afterMs }) => afterMs).sort((one, other) => one - other);
  const p99Ms = sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN;
  const figures = `${sorted.length} grants, p99 ${p99Ms.toFixed(1)} ms`;
  process.stdout.write(`from the grant's answer to the journal's arrival: ${figures}\n`);
  expect(nextCalls.length).toBeGreaterThanOrEqual(POINTS.length * ROUNDS);
  expect(new Set(nextCalls.map(({ step }) => step))).toEqual(new Set(["journal"]));
});
