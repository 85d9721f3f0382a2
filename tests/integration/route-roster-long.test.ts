import { afterEach, expect, test } from "vitest";
import { GET } from "@/app/api/roster/route";
import { Roster } from "@/lib/contracts/roster";
import { sessionCookie } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import { NOW, setUpContainer } from "./routes-set-up";

const DOZEN = 12;
const CREATORS = 200;
/** Measured: 241 kB for two hundred creators, 1.2 kB each. */
const MAX_BYTES = 260_000;

let sandbox: Sandbox;

afterEach(() => sandbox.close());

async function read(search: string) {
  const headers = { cookie: await sessionCookie(() => NOW) };
  const response = await GET(new Request(`http://in-process/api/roster?${search}`, { headers }));
  expect(response.status).toBe(200);
  const text = await response.text();
  return { text, ...Roster.parse(JSON.parse(text)) };
}

test("a roster of two hundred creators with a year of days asks nobody for anything, and its answer is bounded", async () => {
  sandbox = await createSandbox({
    now: () => NOW,
    airtableRateLimit: false,
    creators: CREATORS - DOZEN,
  });
  setUpContainer(sandbox);
  await read("range=12m&compare=none");
  sandbox.resetCalls();
  const startedAt = performance.now();
  const { text, data } = await read("range=28d&compare=prev");
  const firstMs = performance.now() - startedAt;
  await read("range=28d&compare=prev");
  const nextMs = performance.now() - startedAt - firstMs;
  const bytes = Buffer.byteLength(text);
  process.stdout.write(
    `${CREATORS} creators: ${bytes} bytes, first in ${Math.round(firstMs)} ms, next in ${Math.round(nextMs)} ms\n`,
  );
  const { gateway, airtable } = sandbox.calls();
  expect(gateway.heroChart).toBe(0);
  expect(airtable.list).toBe(0);
  expect(data.rows).toHaveLength(CREATORS);
  const told = data.rows.filter(({ month }) => month?.forecast.kind === "forecast");
  expect(told).toHaveLength(CREATORS - 2);
  expect(bytes).toBeLessThan(MAX_BYTES);
  const [dollars] = data.totals.commissions;
  expect(dollars?.movers.gains.length).toBeLessThanOrEqual(5);
  expect(dollars?.movers.losses.length).toBeLessThanOrEqual(5);
});

test.each([
  ["28d", "day", 28],
  ["mtd", "day", 24],
  ["90d", "week", 14],
  ["ytd", "month", 11],
  ["2023-12-01..2026-11-24", "month", 36],
])("over %s the small lines are drawn by %s, in %i points", async (range, interval, points) => {
  sandbox = await createSandbox({ now: () => NOW, airtableRateLimit: false });
  setUpContainer(sandbox);
  const { data, meta } = await read(`range=${range}`);
  expect(meta.sparkInterval).toBe(interval);
  const row = data.rows.find(({ slug }) => slug === "ava-lane");
  expect(row?.spark).toHaveLength(points);
});
