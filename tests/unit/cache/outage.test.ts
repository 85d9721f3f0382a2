import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { FRESH_FOR_MS, REVALIDATE_FOR_MS } from "@/lib/cache/cached";
import { err, ok } from "@/lib/core/result";
import { createMemoryKv } from "@/lib/kv/memory";
import { createFaultyKv, startProcess } from "./set-up";
import { createVirtualTime } from "./virtual-time";

const HOUR_MS = 3_600_000;
const ON_ERROR_FOR_MS = 30 * 24 * HOUR_MS;

/** What happens next: time passes, the source or the store goes or comes back, somebody reads, or a job refreshes. */
const STEP = fc.record({
  afterMs: fc.oneof(
    fc.nat(15_000),
    fc.nat(6 * HOUR_MS),
    fc.nat(12 * HOUR_MS),
    fc.nat(25 * 24 * HOUR_MS),
  ),
  isSourceUp: fc.boolean(),
  storeMode: fc.constantFrom("works", "works", "fails", "hangs", "rubbish" as const),
  reader: fc.nat(1),
  isRefresh: fc.boolean(),
});

const KEY = "cache/v1|ava-lane|figures/v1|28d";
/** A read may wait for the store and for another process before it looks at the clock again. */
const SLACK_MS = 13_000;
/** A store that failed is not asked for a while. */
const STORE_PAUSE_MS = 5_000;

type Step = typeof STEP extends fc.Arbitrary<infer T> ? T : never;

/** Two processes; the source answers with the time it was asked at, so that every answer tells its true age. */
function setUpWorld() {
  const time = createVirtualTime();
  const store = createMemoryKv(time);
  const doors = [createFaultyKv(store), createFaultyKv(store)];
  const processes = doors.map((door) => startProcess(time, door.store));
  const source = { isUp: true };
  /** When each process last got an answer from the source, by itself. */
  const gotAtMs = processes.map(() => Number.NEGATIVE_INFINITY);
  for (const [index, { load }] of processes.entries()) {
    load.mockImplementation(async () => {
      if (!source.isUp) return err({ code: "down" });
      gotAtMs[index] = time.now();
      return ok(time.now());
    });
  }
  let storeFailedAtMs = Number.NEGATIVE_INFINITY;

  async function prepare(step: Step): Promise<void> {
    await time.advance(step.afterMs);
    source.isUp = step.isSourceUp;
    for (const { fault } of doors) fault.mode = step.storeMode;
  }

  /** When the newest data that this reader can reach is from: its own, or what stands in a store that answers. */
  async function reachableFromMs(step: Step): Promise<number> {
    const own = gotAtMs[step.reader] ?? Number.NEGATIVE_INFINITY;
    const isAsked = step.storeMode === "works" && time.now() - storeFailedAtMs > STORE_PAUSE_MS;
    const text = isAsked ? await store.get(KEY) : undefined;
    return text === undefined ? own : Math.max(own, Stored.parse(JSON.parse(text)).storedAtMs);
  }

  async function play(step: Step) {
    await prepare(step);
    const reader = processes[step.reader];
    if (reader === undefined) throw new Error("no such process");
    if (step.isRefresh) await time.run(reader.cached.refresh({ slug: "ava-lane" }));
    const fromMs = await reachableFromMs(step);
    const answer = await reader.read();
    const nowMs = time.now();
    for (const { settle } of processes) await settle();
    if (step.storeMode === "fails" || step.storeMode === "hangs") storeFailedAtMs = time.now();
    return { answer, nowMs, reachableAgeMs: nowMs - fromMs };
  }

  return play;
}

const Stored = z.object({ storedAtMs: z.number() });

test("whatever fails and for however long: no error while there is data, nothing older than 30 days, and no old data called fresh", async () => {
  const seen = { errors: 0, hits: 0, stale: 0, reasons: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(STEP, { minLength: 1, maxLength: 40 }), async (steps) => {
      const play = setUpWorld();
      for (const step of steps) {
        const { answer, nowMs, reachableAgeMs } = await play(step);
        if (!answer.ok) {
          seen.errors += 1;
          expect(step.isSourceUp && step.afterMs > 10_000).toBe(false);
          expect(reachableAgeMs).toBeGreaterThan(ON_ERROR_FOR_MS);
          continue;
        }
        const { value, storedAtMs, source: label, error } = answer.value;
        const ageMs = nowMs - value;
        expect(storedAtMs).toBe(value);
        expect(ageMs).toBeLessThanOrEqual(reachableAgeMs);
        expect(ageMs).toBeLessThanOrEqual(ON_ERROR_FOR_MS + SLACK_MS);
        if (label === "stale") {
          seen.stale += 1;
          if (error !== null) seen.reasons += 1;
          expect(ageMs).toBeGreaterThan(FRESH_FOR_MS);
          if (ageMs > REVALIDATE_FOR_MS + SLACK_MS) expect(error).toEqual({ code: "down" });
        } else {
          seen.hits += 1;
          expect(ageMs).toBeLessThanOrEqual(FRESH_FOR_MS + SLACK_MS);
          expect(error).toBeNull();
        }
      }
    }),
    { numRuns: 300 },
  );
  // Each kind of answer was met.
  expect(Object.values(seen).every((count) => count > 50)).toBe(true);
}, 60_000);
