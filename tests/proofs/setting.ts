import { onTestFinished } from "vitest";
import { SESSION_SECRET } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";
import type { Sandbox, SandboxOptions } from "../sandbox/sandbox";
import { startWorker, type Worker } from "./worker-process";

/** What became of a creator's session. */
export interface Truth {
  /** Refresh tokens exchanged so far, the one of this check not counted. */
  readonly grants: number;
  /** How often any spent refresh token was presented, this check not counted. */
  readonly reuseEvents: number;
  /** A process that has just started finds the family's newest refresh token and can spend it. */
  readonly isKept: boolean;
}

/** Simulated upstreams, a real Redis behind the store's REST door, and processes that share both, on one clock. */
export interface Setting {
  readonly sandbox: Sandbox;
  /** The workers that were started and not killed through `kill`. */
  readonly workers: readonly Worker[];
  /** Starts one more, with these variables over the others' own. */
  start(env?: Readonly<Record<string, string>>): Promise<Worker>;
  kill(worker: Worker): Promise<void>;
  now(): number;
  /**
   * Lets time pass, here and in all workers; one that is stopped learns of it when it goes on. Leases are Redis's, and
   * last by the machine's clock.
   */
  advance(ms: number): Promise<void>;
  /** Lets time pass, five seconds at every poll, until this has settled. */
  passing<T>(work: Promise<T>, pollMs?: number): Promise<T>;
  /** Lets time pass until every write that was begun has landed or failed, lockouts of Airtable included. */
  settle(): Promise<void>;
  /** Leaves only these creators to the cron; the others are paused. */
  restrictTo(slugs: readonly string[]): void;
  /** Where a creator's lease and her journal entry stand in the shared store. */
  keysOf(slug: string): { readonly lease: string; readonly journal: string };
  /** Ends a creator's lease, as its minute would. */
  untilLeaseLapsed(slug: string): Promise<void>;
  /** Lets eleven hours pass, and looks whether the session can still be used. */
  truth(slug: string): Promise<Truth>;
  close(): Promise<void>;
}

/** The longest life of a token, and an hour. */
export const TOKENS_ENDED_MS = 11 * 3_600_000;
/** While something is awaited, five seconds pass in half a second. */
const STEP_POLL_MS = 500;
const STEP_MS = 5_000;

/** Makes a setting; it is closed with the test. */
export async function createSetting(
  options: {
    readonly workers?: number;
    readonly sandbox?: SandboxOptions;
    readonly env?: Readonly<Record<string, string>>;
    /** Whoever waits for an upstream that hangs gives up by the workers' clock. */
    readonly areTimeoutsMoved?: boolean;
  } = {},
): Promise<Setting> {
  let aheadMs = 0;
  const now = () => Date.now() + aheadMs;
  const sandbox = await createSandbox({ kv: "redis", now, ...options.sandbox });
  const env = {
    ...sandbox.env,
    SESSION_SECRET,
    TOKEN_REFRESH: "on",
    ...timeouts(options),
    ...options.env,
  };
  const workers: Worker[] = [];

  async function start(more: Readonly<Record<string, string>> = {}): Promise<Worker> {
    const worker = await startWorker({ ...env, ...more });
    workers.push(worker);
    await worker.setClockAhead(aheadMs);
    return worker;
  }

  async function kill(worker: Worker): Promise<void> {
    workers.splice(workers.indexOf(worker), 1);
    await worker.kill();
  }

  async function advance(ms: number): Promise<void> {
    aheadMs += ms;
    const told = workers.map((worker) => {
      const done = worker.setClockAhead(aheadMs);
      return worker.isPaused() ? undefined : done;
    });
    await Promise.all(told);
  }

  async function passing<T>(work: Promise<T>, pollMs = STEP_POLL_MS): Promise<T> {
    let isSettled = false;
    const note = () => {
      isSettled = true;
    };
    const settled = work.then(note, note);
    while (!isSettled) {
      await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, pollMs))]);
      if (!isSettled) await advance(STEP_MS);
    }
    return work;
  }

  async function settle(): Promise<void> {
    await passing(Promise.all(workers.map((worker) => worker.saved())));
  }

  function restrictTo(slugs: readonly string[]): void {
    for (const { slug } of sandbox.creators) {
      if (!slugs.includes(slug)) sandbox.setRow(slug, { Status: "paused" });
    }
  }

  function keysOf(slug: string) {
    const recordId = sandbox.recordId(slug);
    return { lease: `token-lease/v1|${recordId}`, journal: `token-journal/v1|${recordId}` };
  }

  async function untilLeaseLapsed(slug: string): Promise<void> {
    const key = keysOf(slug).lease;
    await sandbox.kv(["PEXPIRE", key, "1"]);
    while ((await sandbox.kv(["EXISTS", key])) !== 0) await sandbox.kv(["PING"]);
  }

  async function truth(slug: string): Promise<Truth> {
    const grants = sandbox.grants(slug);
    const reuseEvents = sandbox.reuseEvents();
    await advance(TOKENS_ENDED_MS);
    await untilLeaseLapsed(slug);
    const witness = await start();
    const [got] = await witness.get(slug);
    await witness.saved();
    await kill(witness);
    const wasGranted = sandbox.grants(slug) === grants + 1;
    const isKept = got?.ok === true && wasGranted && sandbox.reuseEvents() === reuseEvents;
    return { grants, reuseEvents, isKept };
  }

  const close = once(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.kill()));
    await sandbox.close();
  });
  onTestFinished(close);
  await Promise.all(Array.from({ length: options.workers ?? 1 }, start));
  const basics = { sandbox, workers, start, kill, now, advance, passing, settle, restrictTo };
  return { ...basics, keysOf, untilLeaseLapsed, truth, close };
}

function timeouts({ areTimeoutsMoved = false }): Readonly<Record<string, string>> {
  return areTimeoutsMoved ? { PROOF_TIMEOUTS: "moved" } : {};
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}
