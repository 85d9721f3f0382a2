import { expect, test } from "vitest";
import { createPacer } from "@/lib/airtable/pacing";

/** Time passes only while all wait: to the moment of whoever wakes first. `lateMs`: how much later a sleeper wakes. */
function setUp(options: { readonly lateMs?: () => number; readonly prepareMs?: number } = {}) {
  let nowMs = 0;
  let sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  const sleep = (ms: number) =>
    new Promise<void>((wake) => {
      sleepers.push({ at: nowMs + ms, wake });
      setImmediate(wakeNext);
    });
  function wakeNext() {
    const [next, ...rest] = sleepers.toSorted((one, other) => one.at - other.at);
    sleepers = rest;
    nowMs = Math.max(nowMs, next?.at ?? 0);
    next?.wake();
  }
  const { prepareMs } = options;
  const pacer = createPacer({
    now: () => nowMs,
    sleep: (ms) => sleep(ms + (options.lateMs?.() ?? 0)),
    prepare: prepareMs === undefined ? undefined : () => sleep(prepareMs),
  });
  return { pacer, sleep, now: () => nowMs };
}
type World = ReturnType<typeof setUp>;

/** When each of many calls reaches Airtable, if call number n takes `onTheWayMs(n)` to it and nothing back. */
async function arrivalsOf(count: number, world: World, onTheWayMs = (_index: number) => 0) {
  const arrivals: number[] = [];
  const calls = Array.from({ length: count }, (_, index) =>
    world.pacer.run("pages", async () => {
      if (onTheWayMs(index) > 0) await world.sleep(onTheWayMs(index));
      arrivals.push(world.now());
    }),
  );
  await Promise.all(calls);
  return arrivals;
}

function mostInASecond(arrivals: readonly number[]): number {
  return Math.max(
    ...arrivals.map((at) => arrivals.filter((other) => other >= at && other < at + 1_000).length),
  );
}

test("never more than four calls arrive within a second, and they come as fast as that allows", async () => {
  const world = setUp();
  expect(mostInASecond(await arrivalsOf(21, world))).toBe(4);
  expect(world.now()).toBe(5 * 1_050);
});

test.each([
  ["the first ones are slowed down by a cold connection", (index: number) => (index < 4 ? 600 : 5)],
  ["each takes another time", (index: number) => (index * 397) % 950],
  ["all are slow", () => 900],
])("nor when %s", async (_, onTheWayMs) => {
  expect(mostInASecond(await arrivalsOf(24, setUp(), onTheWayMs))).toBeLessThanOrEqual(4);
});

test("nor when the process is busy and wakes late", async () => {
  let count = 0;
  const lateMs = () => {
    count += 1;
    return count % 2 === 1 ? 900 : 0;
  };
  expect(mostInASecond(await arrivalsOf(24, setUp({ lateMs })))).toBe(4);
});

test("calls that hang hold the others up for two seconds, not until they are given up", async () => {
  const world = setUp();
  const hanging = Array.from({ length: 4 }, () =>
    world.pacer.run("pages", () => world.sleep(10_000)),
  );
  await world.pacer.run("pages", async () => {});
  expect(world.now()).toBe(2_050);
  await Promise.all(hanging);
});

test("a call that fails counts like any other, and its failure is the caller's", async () => {
  const world = setUp();
  const failing = () => world.pacer.run("pages", () => Promise.reject(new Error("down")));
  const results = await Promise.allSettled(Array.from({ length: 5 }, failing));
  expect(results.map(({ status }) => status)).toEqual(Array(5).fill("rejected"));
  expect(world.now()).toBe(1_050);
});

test("what is awaited before a start counts: the start is when it is over", async () => {
  const arrivals = await arrivalsOf(8, setUp({ prepareMs: 50 }));
  expect(arrivals).toEqual([50, 100, 150, 200, 1_150, 1_200, 1_250, 1_300]);
});

test("calls about tokens overtake", async () => {
  const { pacer } = setUp();
  const order: string[] = [];
  const pages = Array.from({ length: 6 }, () =>
    pacer.run("pages", async () => order.push("pages")),
  );
  const token = pacer.run("tokens", async () => order.push("tokens"));
  await Promise.all([...pages, token]);
  expect(order.indexOf("tokens")).toBeLessThanOrEqual(4);
});
