import { afterEach, expect, test } from "vitest";
import { GET } from "@/app/api/ltk/[creator]/engagement/route";
import { Engagement } from "@/lib/contracts/engagement";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import { callHandler, createTestClock, startDashboard, type TestClock } from "./dashboard";

let clock: TestClock;
let sandbox: Sandbox;

afterEach(() => sandbox.close());

async function startAt(time: string) {
  clock = createTestClock(time);
  sandbox = await createSandbox({ now: clock.now, airtableRateLimit: false });
  return startDashboard(sandbox, clock);
}

async function read(dashboard: ReturnType<typeof startDashboard>, search: string) {
  const response = await callHandler(dashboard.container, {
    handler: GET,
    slug: "ava-lane",
    path: `engagement?${search}`,
  });
  expect(response.status).toBe(200);
  return Engagement.parse(await response.json());
}

const calls = () => sandbox.calls().gateway.performanceStats;

test("whole periods are compared as they are: after a sync the default view makes no call", async () => {
  const dashboard = await startAt("2026-11-24T12:00:00Z");
  await dashboard.sync();
  sandbox.resetCalls();
  const { data, meta } = await read(dashboard, "range=28d&compare=prev");
  expect(calls()).toBe(0);
  expect(data.compared).toEqual({ current: data.current, previous: data.previous });
  expect(meta.missing).toEqual([]);
});

test("a month so far is compared over its days that are over, with as many of the other period", async () => {
  const dashboard = await startAt("2026-11-24T12:00:00Z");
  const { data, meta } = await read(dashboard, "range=mtd&compare=prev");
  const [now, before] = [
    await read(dashboard, "range=2026-11-01..2026-11-23"),
    await read(dashboard, "range=2026-10-08..2026-10-30"),
  ];
  // The two windows were read by the first answer, besides the range and the whole compared period.
  expect(calls()).toBe(4);
  expect(data.compared).toEqual({ current: now.data.current, previous: before.data.current });
  const difference =
    (now.data.current.postImpressions ?? 0) - (before.data.current.postImpressions ?? 0);
  expect(data.change?.postImpressions).toMatchObject({ kind: "relative", difference });
  expect(data.current.postImpressions).toBeGreaterThan(now.data.current.postImpressions ?? 0);
  expect(meta).toMatchObject({ compare: { from: "2026-10-08", to: "2026-10-31" }, missing: [] });
});

test.each([
  ["on the first of a month", "2026-11-01T12:00:00Z", "range=mtd&compare=prev"],
  ["when 29 February breaks a window", "2028-03-02T12:00:00Z", "range=ytd&compare=yoy"],
])("%s there is nothing to compare, which is said", async (_, time, search) => {
  const dashboard = await startAt(time);
  const { data, meta } = await read(dashboard, search);
  expect(calls()).toBe(2);
  expect(data).toMatchObject({ compared: null, change: null });
  expect(data.current.postVisits).toBeGreaterThan(0);
  expect(meta.missing).toEqual(["compared"]);
});

test("LTK's days are UTC days: where hers are ahead, yesterday is not compared before it is over", async () => {
  await startAt("2026-11-23T20:00:00Z");
  sandbox.setRow("ava-lane", { Timezone: "Asia/Tokyo" });
  const dashboard = startDashboard(sandbox, clock);
  const { data, meta } = await read(dashboard, "range=mtd&compare=prev");
  expect(meta.range.to).toBe("2026-11-24");
  const whole = await read(dashboard, "range=2026-11-01..2026-11-22");
  expect(data.compared?.current).toEqual(whole.data.current);
});

test("a comparison that cannot be read is missing, and the period's figures stay", async () => {
  const dashboard = await startAt("2026-11-24T12:00:00Z");
  await read(dashboard, "range=mtd");
  sandbox.faults.set("gateway", { kind: "status", status: 404 }, { route: "performanceStats" });
  const { data, meta } = await read(dashboard, "range=mtd&compare=prev");
  expect(data).toMatchObject({ previous: null, compared: null, change: null });
  expect(data.current.postVisits).toBeGreaterThan(0);
  expect(meta.missing).toEqual(["previous", "compared"]);
  expect(meta.reason?.code).toMatch(/^ltk_/);
});
