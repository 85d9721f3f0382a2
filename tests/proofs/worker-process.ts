import { type ChildProcess, spawn } from "node:child_process";
import { inject } from "vitest";
import { z } from "zod";
import { Answer, type Command, Got, Ran, Read, Status } from "./messages";

/** The worker has been killed, or has ended by itself, before it answered. */
export class WorkerGone extends Error {
  override readonly name = "WorkerGone";
}

/** A process that runs the production code, as its parent sees it. Calls reject with `WorkerGone` once it has ended. */
export interface Worker {
  readonly pid: number;
  /** Tokens for `count` callers at once, each of whom asks after a wait of at most `spreadMs`. */
  get(slug: string, count?: number, spreadMs?: number): Promise<readonly Got[]>;
  /** Tokens instead of those this worker got last, which LTK has refused. */
  reject(slug: string): Promise<Got>;
  /** One run of the refresh cron, `deadlineMs` long at most. */
  refresh(deadlineMs?: number): Promise<z.infer<typeof Ran>>;
  saved(): Promise<void>;
  status(slug: string): Promise<z.infer<typeof Status>>;
  /** Hands in a pasted session; answers with what came of it, in JSON. */
  connect(slug: string, text: string): Promise<string>;
  /** Reads a creator's figures of one day at LTK; answers with what came of it, in JSON. */
  read(slug: string, day: string): Promise<string>;
  /** A creator's performance_summary through the cache, for `count` callers at once, each of whom wants all of these months. */
  summarise(slug: string, months: readonly string[], count?: number): Promise<readonly Read[]>;
  /** A creator's 28 days before `today`, for `count` callers at once. */
  chart(slug: string, today: string, count?: number): Promise<readonly Read[]>;
  /** Reads the table anew; false: it could not. */
  observe(): Promise<boolean>;
  setClockAhead(ms: number): Promise<void>;
  seed(seed: number): Promise<void>;
  /** `kill -9`; resolves when the process has ended. */
  kill(): Promise<void>;
  /** Stops the process in its tracks, until `resume`. */
  pause(): void;
  resume(): void;
  isPaused(): boolean;
  /** All it has written. */
  output(): string;
  /** How often it has logged this event. */
  count(event: string): number;
  /** Ends it in good order. */
  close(): Promise<void>;
}

const CRON_MS = 260_000;

/** Starts a worker with this environment and nothing of the developer's own; resolves when it takes commands. */
export async function startWorker(env: Readonly<Record<string, string>>): Promise<Worker> {
  const inherited = Object.entries(process.env).filter(([name]) => /^(PATH|TMPDIR)$/.test(name));
  const child = spawn(process.execPath, ["--conditions=react-server", inject("workerFile")], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: { ...Object.fromEntries(inherited), NODE_ENV: "production", ...env },
  });
  const chunks: string[] = [];
  child.stdout?.on("data", (chunk) => chunks.push(String(chunk)));
  child.stderr?.on("data", (chunk) => chunks.push(String(chunk)));
  const output = () => chunks.join("");
  let isPaused = false;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const ask = await connect(child, ended, output);

  async function finish(end: () => void): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) end();
    await ended;
  }

  return {
    pid: child.pid ?? 0,
    get: (slug, count = 1, spreadMs = 0) =>
      ask({ name: "get", slug, count, spreadMs }, Got.array()),
    reject: (slug) => ask({ name: "reject", slug }, Got),
    refresh: (deadlineMs = CRON_MS) => ask({ name: "refresh", deadlineMs }, Ran),
    saved: () => ask({ name: "saved" }, Nothing),
    status: (slug) => ask({ name: "status", slug }, Status),
    connect: (slug, text) => ask({ name: "connect", slug, text }, z.string()),
    read: (slug, day) => ask({ name: "read", slug, day }, z.string()),
    summarise: (slug, months, count = 1) =>
      ask({ name: "summarise", slug, months: [...months], count }, Read.array()),
    chart: (slug, today, count = 1) => ask({ name: "chart", slug, today, count }, Read.array()),
    observe: () => ask({ name: "observe" }, z.boolean()),
    setClockAhead: (aheadMs) => ask({ name: "clock", aheadMs }, Nothing),
    seed: (seed) => ask({ name: "seed", seed }, Nothing),
    kill: () => finish(() => child.kill("SIGKILL")),
    pause() {
      isPaused = child.kill("SIGSTOP");
    },
    resume() {
      isPaused = !child.kill("SIGCONT");
    },
    isPaused: () => isPaused,
    output,
    count: (event) => output().split(`"event":"${event}"`).length - 1,
    close: () => finish(() => child.disconnect()),
  };
}

const Nothing = z.null().transform(() => undefined);

type Ask = <T>(command: Command, schema: z.ZodType<T>) => Promise<T>;

/** Waits until the worker is ready; answers with the function that sends it a command and reads the result. */
async function connect(child: ChildProcess, ended: Promise<void>, output: () => string) {
  const waiting = new Map<number, (answer: Answer | "gone") => void>();
  let lastId = 0;
  const ready = new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.on("message", (message) => {
      const answer = Answer.parse(message);
      if (answer.kind === "ready") resolve();
      else waiting.get(answer.id)?.(answer);
    });
    void ended.then(() => {
      for (const settle of waiting.values()) settle("gone");
      reject(new WorkerGone(`the worker did not start:\n${output()}`));
    });
  });
  await ready;

  const ask: Ask = (command, schema) => {
    lastId += 1;
    const id = lastId;
    const asked = new Promise<Answer | "gone">((resolve) => {
      waiting.set(id, resolve);
      if (child.connected) child.send({ id, command }, (error) => error && resolve("gone"));
      else resolve("gone");
    }).then((answer) => {
      waiting.delete(id);
      if (answer === "gone") throw new WorkerGone(`the worker ended before "${command.name}" did`);
      if (answer.kind !== "done") throw new Error(answer.kind === "failed" ? answer.error : "?");
      return schema.parse(answer.result);
    });
    // A proof that kills a worker does not have to collect what it was asked before.
    asked.catch(() => undefined);
    return asked;
  };
  return ask;
}
