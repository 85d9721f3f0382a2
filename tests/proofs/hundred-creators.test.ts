import { expect, test } from "vitest";
import type { SandboxEvent } from "../sandbox/http";
import { createGate } from "./gate";
import { rounds } from "./rounds";
import { createSetting, TOKENS_ENDED_MS } from "./setting";

const DUE = rounds(30, 100);
const HANGING = rounds(3, 10);
const LIMIT_MS = rounds(20_000, 60_000);
/** The dozen has eleven whose sessions live. */
const MORE_CREATORS = DUE - 11;
/** An answer is listened for half a minute, and once more after as long a pause. */
const POLL_MS = 250;

test(`${DUE} creators are due and ${HANGING} grants hang: the others are renewed and in the table in under ${LIMIT_MS / 1_000} s`, async () => {
  const hanging = new Set<string>();
  const never = createGate();
  let refusedByAirtable = 0;
  const patchSizes: number[] = [];
  const watch = async ({ upstream, route, phase, request, status }: SandboxEvent) => {
    if (upstream === "airtable" && status === 429) refusedByAirtable += 1;
    if (upstream === "airtable" && route === "update" && phase === "handled") {
      patchSizes.push(request.body.split('"Refresh_Token"').length - 1);
    }
    const token = new URLSearchParams(request.body).get("refresh_token") ?? "";
    if (upstream === "auth" && phase === "arrived" && hanging.has(token)) await never.opened;
    return undefined;
  };
  const setting = await createSetting({
    areTimeoutsMoved: true,
    env: { LTK_GRANTS_PER_SECOND: "10" },
    sandbox: { creators: MORE_CREATORS, watch },
  });
  const { sandbox } = setting;
  const slugs = sandbox.creators.map(({ slug }) => slug).filter((slug) => slug !== "dina-moss");
  expect(slugs).toHaveLength(DUE);
  const stuck = slugs.filter((_, index) => index % (DUE / HANGING) === 1);
  for (const slug of stuck) hanging.add(String(sandbox.row(slug)["Refresh_Token"]));
  const others = slugs.filter((slug) => !stuck.includes(slug));
  await setting.advance(TOKENS_ENDED_MS);
  const [worker] = setting.workers;
  if (worker === undefined) throw new Error("no worker");

  const startedAt = performance.now();
  const run = worker.refresh();
  const unsaved = () => others.filter((slug) => sandbox.row(slug)["Token_Version"] !== 1);
  await expect.poll(unsaved, { timeout: LIMIT_MS, interval: 50 }).toEqual([]);
  const tookMs = performance.now() - startedAt;
  process.stdout.write(
    `${others.length} of ${DUE} creators renewed and saved in ${(tookMs / 1_000).toFixed(1)} s, ` +
      `${patchSizes.length} writes of up to ${Math.max(...patchSizes)} rows\n`,
  );
  expect(tookMs).toBeLessThan(LIMIT_MS);
  expect(refusedByAirtable).toBe(0);
  expect(patchSizes.length).toBeLessThanOrEqual(DUE / 5);
  expect(others.filter((slug) => sandbox.grants(slug) !== 1)).toEqual([]);

  const { ok, results } = await setting.passing(run, POLL_MS);
  expect(ok).toBe(true);
  const failed = Object.entries(results).filter(([, { status }]) => status === "failed");
  expect(failed.map(([slug]) => slug).sort()).toEqual(stuck.toSorted());
  expect(new Set(failed.map(([, { code }]) => code))).toEqual(new Set(["token_in_doubt"]));
  expect(sandbox.reuseEvents()).toBe(0);
});
