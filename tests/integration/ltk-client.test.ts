import { afterEach, beforeEach, expect, test } from "vitest";
import { err, ok } from "@/lib/core/result";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import { codeOf, day, NOW, setUpClient } from "./ltk-set-up";

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await createSandbox({ now: () => NOW });
});

afterEach(() => sandbox.close());

async function setUp() {
  const parts = await setUpClient(sandbox);
  const period = { ...parts.query, from: day("2026-11-01"), to: day("2026-11-10") };
  return { ...parts, period };
}

test("ten days arrive as the simulator counts them", async () => {
  const { client, period } = await setUp();
  const chart = await client.heroChart(period);
  const summary = await client.performanceSummary(period);
  const truth = sandbox.figures("ava-lane", "2026-11-01", "2026-11-10");
  expect(chart.ok && chart.value.length).toBe(10);
  expect(chart.ok && chart.value.reduce((sum, day) => sum + (day.commissions ?? 0), 0)).toBe(
    truth.commissionsMilli,
  );
  expect(summary.ok && summary.value).toMatchObject({
    clicks: truth.clicks,
    orders: truth.orders,
    itemsSold: truth.itemsSold,
    netCommissions: truth.commissionsMilli,
  });
});

test.each(["root", "space-dates", "rows"] as const)(
  "the body spelled as %s reads the same",
  async (variant) => {
    const { client, period } = await setUp();
    const usual = await client.heroChart(period);
    sandbox.setHeroVariant(variant);
    expect(await client.heroChart(period)).toEqual(usual);
  },
);

test.each([
  [{ kind: "status", status: 503 }, "ltk_unavailable"],
  [{ kind: "html-502" }, "ltk_unavailable"],
  [{ kind: "reset" }, "ltk_unavailable"],
  [{ kind: "half-body" }, "ltk_unavailable"],
  [{ kind: "invalid-json" }, "ltk_unavailable"],
  [{ kind: "rate-limit" }, "ltk_rate_limited"],
] as const)("%o is tried four times, and heals when the fault ends", async (fault, code) => {
  const { client, period } = await setUp();
  sandbox.faults.set("gateway", fault);
  expect(codeOf(await client.heroChart(period))).toBe(code);
  expect(sandbox.calls().gateway.heroChart).toBe(4);
  sandbox.faults.clear();
  sandbox.faults.set("gateway", fault, { times: 2 });
  expect(codeOf(await client.heroChart(period))).toBe("ok");
  expect(sandbox.calls().gateway.heroChart).toBe(7);
});

test("a refused connection is tried four times and reaches nobody", async () => {
  const { client, period, slept } = await setUp();
  sandbox.faults.set("gateway", { kind: "refuse" });
  expect(codeOf(await client.heroChart(period))).toBe("ltk_unavailable");
  expect(slept).toHaveLength(3);
});

test("429 with Retry-After waits exactly that, and gives up when the deadline is nearer", async () => {
  const { client, period, slept } = await setUp();
  sandbox.faults.set("gateway", { kind: "rate-limit", retryAfter: "3" }, { times: 1 });
  expect(codeOf(await client.heroChart(period))).toBe("ok");
  expect(slept).toEqual([3_000]);
  sandbox.faults.set("gateway", { kind: "rate-limit", retryAfter: "60" }, { times: 1 });
  expect(codeOf(await client.heroChart(period))).toBe("ltk_rate_limited");
  expect(slept).toEqual([3_000]);
});

test("a drifted shape is its own error and is not retried", async () => {
  const { client, period } = await setUp();
  sandbox.faults.set("gateway", { kind: "drift" });
  expect(codeOf(await client.heroChart(period))).toBe("ltk_bad_shape");
  expect(codeOf(await client.performanceSummary(period))).toBe("ltk_bad_shape");
  expect(sandbox.calls().gateway).toMatchObject({ heroChart: 1, performanceSummary: 1 });
});

test("a refused token is replaced once and the read repeated once", async () => {
  const { client, period, tokens, valid } = await setUp();
  tokens.getValidToken.mockResolvedValueOnce(ok({ ...valid, idToken: "" }));
  expect(codeOf(await client.heroChart(period))).toBe("ok");
  expect(tokens.replaceRejected).toHaveBeenCalledTimes(1);
  expect(sandbox.calls().gateway.heroChart).toBe(2);
});

test("a replacement that is refused too ends the read: two calls, no third", async () => {
  const { client, period, tokens } = await setUp();
  const foreign = { ...period, publisherIds: ["999999"] };
  expect(codeOf(await client.heroChart(foreign))).toBe("ltk_unauthorised");
  expect(tokens.replaceRejected).toHaveBeenCalledTimes(2);
  expect(sandbox.calls().gateway.heroChart).toBe(2);
});

test("without a token LTK is not called", async () => {
  const { client, period, tokens } = await setUp();
  tokens.getValidToken.mockResolvedValueOnce(err({ code: "needs_reauth" }));
  expect(codeOf(await client.heroChart(period))).toBe("needs_reauth");
  expect(sandbox.calls().gateway.heroChart).toBe(0);
});
