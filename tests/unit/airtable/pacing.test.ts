import { expect, test } from "vitest";
import { createPacer } from "@/lib/airtable/pacing";

/** `lateMs`: how much later than asked a sleeper wakes. */
function setUp(options: { readonly lateMs?: () => number; readonly prepareMs?: number } = {}) {
  let nowMs = 0;
  const sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  const sleep = async (ms: number) => {
    await new Promise<void>((wake) => {
      sleepers.push({ at: nowMs + ms, wake });
      setImmediate(wakeNext);
    });
  };
  /** Time passes only when all wait: to the moment of whoever wakes first. */
  function wakeNext() {
    const next = sleepers.sort((one, other) => one.at - other.at).shift();
    nowMs = Math.max(nowMs, next?.at ?? 0);
    next?.wake();
  }
  const { prepareMs } = options;
  const pacer = createPacer({
    now: () => nowMs,
    sleep: (ms) => sleep(ms + (options.lateMs?.() ?? 0)),
    prepare: prepareMs === undefined ? undefined : () => sleep(prepareMs),
  });
  return { pacer, now: () => nowMs };
}

async function startsOf(count: number, { pacer, now }: ReturnType<typeof setUp>) {
  const starts: number[] = [];
  const calls = Array.from({ length: count }, () =>
    pacer.turn("pages").then(() => starts.push(now())),
  );
  await Promise.all(calls);
  return starts;
}

function mostInASecond(starts: readonly number[]): number {
  return Math.max(
    ...starts.map((start) => starts.filter((at) => at >= start && at < start + 1_000).length),
  );
}

test("never more than four calls start within a second", async () => {
  const world = setUp();
  expect(mostInASecond(await startsOf(21, world))).toBe(4);
  expect(world.now()).toBe(5 * 1_100);
});

test("nor when the process is busy and wakes late", async () => {
  let count = 0;
  const lateMs = () => {
    count += 1;
    return count % 2 === 1 ? 900 : 0;
  };
  expect(mostInASecond(await startsOf(24, setUp({ lateMs })))).toBe(4);
});

test("what is awaited before a start counts: the start is when it is over", async () => {
  const starts = await startsOf(8, setUp({ prepareMs: 50 }));
  expect(starts).toEqual([50, 100, 150, 200, 1_200, 1_250, 1_300, 1_350]);
});

test("calls about tokens overtake", async () => {
  const { pacer } = setUp();
  const order: string[] = [];
  const pages = Array.from({ length: 6 }, () =>
    pacer.turn("pages").then(() => order.push("pages")),
  );
  const token = pacer.turn("tokens").then(() => order.push("tokens"));
  await Promise.all([...pages, token]);
  expect(order.indexOf("tokens")).toBeLessThanOrEqual(4);
});
