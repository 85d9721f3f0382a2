import { expect, test } from "vitest";
import { createPacer } from "@/lib/airtable/pacing";

function setUp() {
  let nowMs = 0;
  const pacer = createPacer({
    now: () => nowMs,
    sleep: async (ms) => {
      await new Promise((resolve) => setImmediate(resolve));
      nowMs += ms;
    },
  });
  return { pacer, now: () => nowMs };
}

test("never more than four calls start within a second", async () => {
  const { pacer, now } = setUp();
  const starts: number[] = [];
  const calls = Array.from({ length: 21 }, () =>
    pacer.turn("pages").then(() => starts.push(now())),
  );
  await Promise.all(calls);
  for (const start of starts) {
    const inWindow = starts.filter((other) => other >= start && other < start + 1_000);
    expect(inWindow.length).toBeLessThanOrEqual(4);
  }
  expect(now()).toBe(5 * 1_100);
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
