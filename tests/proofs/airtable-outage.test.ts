import { expect, test } from "vitest";
import type { SandboxEvent } from "../sandbox/http";
import { createNamer } from "./protocol";
import { rounds } from "./rounds";
import { createSetting, type Setting, TOKENS_ENDED_MS } from "./setting";

/*
 * Airtable is away while tokens have to be renewed. Each run of the cron is a process of its own that is killed after it,
 * so that nothing but the shared store carries the tokens over.
 */

const FAST = { LTK_GRANTS_PER_SECOND: "10" };
const LOCKOUT_MS = 30_000;
const HOUR_MS = 3_600_000;
/** Long enough for every grant; writes that Airtable refuses are not waited for. */
const RUN_MS = 60_000;
const POLL_MS = 200;
/** A spent quota is asked after again within five minutes. */
const QUOTA_PAUSE_MS = 6 * 60_000;

interface Outage {
  readonly name: string;
  begin(setting: Setting): void;
  end(setting: Setting): void;
}

const OUTAGES: readonly Outage[] = [
  {
    name: "refuses connections",
    begin: ({ sandbox }) => sandbox.faults.set("airtable", { kind: "refuse" }),
    end: ({ sandbox }) => sandbox.faults.clear(),
  },
  {
    name: "hangs",
    begin: ({ sandbox }) => sandbox.faults.set("airtable", { kind: "hang" }),
    end: ({ sandbox }) => sandbox.faults.clear(),
  },
  {
    name: "says that the month's calls are used up",
    begin: ({ sandbox }) => sandbox.setAirtableQuota(0),
    end: ({ sandbox }) => sandbox.setAirtableQuota(null),
  },
];

test.each(OUTAGES)(
  "Airtable $name: tokens are renewed, and one run drains the backlog",
  async (outage) => {
    const { setting, slugs } = await createRoster({ count: rounds(2, 10), areTimeoutsMoved: true });
    const { sandbox } = setting;
    const before = slugs.map((slug) => sandbox.row(slug));
    outage.begin(setting);
    await setting.advance(TOKENS_ENDED_MS);
    expect(await runOnce(setting)).toEqual(resultOf(slugs, "refreshed"));
    expect(await runOnce(setting), "another process").toEqual(resultOf(slugs, "fresh"));
    expect(slugs.map(sandbox.row), "the rows while it is away").toEqual(before);

    outage.end(setting);
    await setting.advance(QUOTA_PAUSE_MS);
    expect(await runOnce(setting)).toEqual(resultOf(slugs, "fresh"));
    await expectDrained(setting, slugs, 2);
  },
);

test("over quota for 24 h with three refreshes, each killed after its intent: nothing is lost or sent twice", async () => {
  let kill: (() => Promise<void>) | undefined;
  let nameStep = createNamer();
  const { setting, slugs } = await createRoster({ count: 1 }, async (event) => {
    if (nameStep(event) !== "intent" || event.phase !== "handled") return;
    const killNow = kill;
    kill = undefined;
    await killNow?.();
  });
  const { sandbox } = setting;
  sandbox.setAirtableQuota(0);
  const refreshes = rounds(3, 30);
  for (let refresh = 1; refresh <= refreshes; refresh += 1) {
    await setting.advance(9.5 * HOUR_MS);
    nameStep = createNamer();
    const victim = await setting.start(FAST);
    kill = () => setting.kill(victim);
    await expect(victim.refresh()).rejects.toThrow("ended before");
    expect(slugs.map(sandbox.grants), "nothing was sent").toEqual([refresh]);
    await Promise.all(slugs.map(setting.untilLeaseLapsed));
    expect(await runOnce(setting)).toEqual(resultOf(slugs, "refreshed"));
    expect(slugs.map(sandbox.grants)).toEqual([1 + refresh]);
  }
  sandbox.setAirtableQuota(null);
  await setting.advance(QUOTA_PAUSE_MS);
  expect(await runOnce(setting)).toEqual(resultOf(slugs, "fresh"));
  await expectDrained(setting, slugs, 1 + refreshes);
});

test("in Airtable's lockout no process sends anything for 30 s; they go on granting, and save afterwards", async () => {
  const arrivals: number[] = [];
  let now: (() => number) | undefined;
  const { setting, slugs } = await createRoster({ count: rounds(2, 10) }, ({ upstream, phase }) => {
    if (upstream === "airtable" && phase === "arrived" && now !== undefined) arrivals.push(now());
  });
  const { sandbox } = setting;
  await setting.advance(TOKENS_ENDED_MS);
  await provokeLockout(setting);
  const lockedAt = setting.now();
  now = setting.now;
  const worker = await setting.start(FAST);
  const run = worker.refresh();
  const granted = () => slugs.map(sandbox.grants);
  await expect.poll(granted, { timeout: 10_000 }).toEqual(slugs.map(() => 2));
  const other = await setting.start(FAST);
  const otherRun = other.refresh();
  await setting.advance(LOCKOUT_MS - 5_000 - (setting.now() - lockedAt));
  expect(arrivals, "only the call that found the lockout").toHaveLength(1);
  const [{ results }] = await setting.passing(Promise.all([run, otherRun]), POLL_MS);
  expect(statusesOf(results)).toEqual(resultOf(slugs, "refreshed"));
  await setting.settle();
  expect(arrivals.filter((at) => at < lockedAt + LOCKOUT_MS)).toHaveLength(1);
  await setting.kill(worker);
  await setting.kill(other);
  // Both began again at once, so that one may have run into the limit: the next run makes up for it.
  await setting.advance(2 * LOCKOUT_MS);
  expect(await runOnce(setting)).toEqual(resultOf(slugs, "fresh"));
  await expectDrained(setting, slugs, 2);
});

/** Some creators, each renewed once while all was well; the process that did it is gone. */
async function createRoster(
  options: { readonly count: number; readonly areTimeoutsMoved?: boolean },
  watch: (event: SandboxEvent) => Promise<void> | void = () => undefined,
) {
  const setting = await createSetting({
    workers: 0,
    areTimeoutsMoved: options.areTimeoutsMoved ?? false,
    sandbox: {
      watch: async (event) => {
        await watch(event);
        return undefined;
      },
    },
  });
  const usual = setting.sandbox.creators.filter(({ kind }) => kind === "usual");
  const slugs = usual.slice(0, options.count).map(({ slug }) => slug);
  setting.restrictTo(slugs);
  await setting.advance(TOKENS_ENDED_MS);
  expect(await runOnce(setting)).toEqual(resultOf(slugs, "refreshed"));
  return { setting, slugs };
}

/** The cron in a process that is killed as soon as it has answered: what became of those who are not paused. */
async function runOnce(setting: Setting) {
  const worker = await setting.start(FAST);
  const { ok, results } = await setting.passing(worker.refresh(RUN_MS), POLL_MS);
  expect(ok, worker.output()).toBe(true);
  await setting.kill(worker);
  return statusesOf(results);
}

function statusesOf(results: Readonly<Record<string, { readonly status: string }>>) {
  const entries = Object.entries(results).map(([slug, { status }]) => [slug, status] as const);
  return Object.fromEntries(entries.filter(([, status]) => status !== "skipped"));
}

function resultOf(slugs: readonly string[], status: string) {
  return Object.fromEntries(slugs.map((slug) => [slug, status]));
}

/** The rows hold the newest tokens, every token was spent once, and a session lives on. */
async function expectDrained(setting: Setting, slugs: readonly string[], grants: number) {
  const { sandbox } = setting;
  const reader = await setting.start();
  for (const slug of slugs) {
    const [got] = await reader.get(slug);
    expect(got?.ok === true && got.accessToken, slug).toBe(sandbox.row(slug)["Access_Token"]);
    expect(sandbox.row(slug)["Token_Version"], slug).toBe(grants);
    expect(sandbox.grants(slug), slug).toBe(grants);
  }
  await setting.kill(reader);
  const truth = await setting.truth(slugs[0] ?? "");
  expect(truth).toEqual({ grants, reuseEvents: 0, isKept: true });
}

/** Somebody else who uses the base asks too often. */
async function provokeLockout({ sandbox }: Setting): Promise<void> {
  const address = `${sandbox.urls.airtable}/v0/${sandbox.env["AIRTABLE_BASE_ID"]}/LTK_Credentials`;
  const headers = { authorization: `Bearer ${sandbox.env["AIRTABLE_API_KEY"]}` };
  const calls = Array.from({ length: 6 }, () => fetch(address, { headers }));
  const statuses = (await Promise.all(calls)).map(({ status }) => status);
  expect(statuses).toContain(429);
}
