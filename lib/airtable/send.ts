import { err, ok, type Result } from "../core/result";
import { type Clock, SECOND_MS, type Sleep } from "../core/time";
import { type AirtableError, readSdkFailure, toAirtableError } from "./errors";
import type { LockoutStore } from "./lockout";
import { createLockoutWatch } from "./lockout-watch";
import { createPacer, type Priority } from "./pacing";
import { createBase } from "./sdk";

/** Which base, with which key, and what may be used of the outside. */
export interface SendOptions {
  readonly apiKey: string;
  readonly baseId: string;
  /** API address without `/v0`; default: Airtable's. */
  readonly endpointUrl?: string | undefined;
  /** For one call, headers and body, counted from its start. */
  readonly timeoutMs?: number | undefined;
  readonly now: Clock;
  readonly sleep: Sleep;
  readonly random: () => number;
  /** Where instances tell each other of Airtable's lockouts; without it each finds out for itself. */
  readonly lockouts?: LockoutStore | undefined;
}

/** One call of a base. */
export interface Call {
  readonly method: "GET" | "PATCH" | "POST";
  /** Begins with the table: `/Table/recId`; of the metadata API what follows the base: `/tables`. */
  readonly path: string;
  readonly api?: "records" | "metadata";
  readonly qs?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly priority: Priority;
}

type Unprioritised = Omit<Call, "priority">;

/** Makes a call when its turn has come and answers its body. Never throws for what an upstream may do. */
export type Send = (call: Call) => Promise<Result<unknown, AirtableError>>;

const TIMEOUT_MS = 10 * SECOND_MS;

/** Makes the sender of one base; pace and lockout are its own, so a process needs exactly one a base. */
export function createSend(options: SendOptions): Send {
  const { now, random, lockouts, timeoutMs = TIMEOUT_MS } = options;
  const bases = {
    records: createBase({ ...options, timeoutMs }),
    metadata: createBase({ ...options, timeoutMs, baseId: `meta/bases/${options.baseId}` }),
  };
  const watch = createLockoutWatch({ store: lockouts, now, random });
  const pacer = createPacer({ ...options, prepare: watch.refresh });

  /** During a lockout nothing is sent: each call could make it longer. */
  function refusal(call: string): AirtableError | undefined {
    const lockout = watch.current();
    return lockout && { ...lockout, message: `${call}: not sent, Airtable has locked this base` };
  }

  async function attempt(
    call: string,
    { api = "records", ...request }: Unprioritised,
  ): Promise<Result<unknown, AirtableError>> {
    const locked = refusal(call);
    if (locked !== undefined) return err(locked);
    try {
      const answer = await bases[api](request);
      const body: unknown = answer.body;
      return ok(body);
    } catch (thrown) {
      const error = toAirtableError(call, readSdkFailure(thrown));
      if (error.code !== "rate_limited" && error.code !== "quota_exceeded") return err(error);
      watch.begin(error.code);
      return err({ ...error, ...watch.current() });
    }
  }

  return async ({ priority, ...request }) => {
    const call = `${request.method} ${decodeURIComponent(request.path.split("/")[1] ?? "")}`;
    const locked = refusal(call);
    if (locked !== undefined) return err(locked);
    return pacer.run(priority, () => attempt(call, request));
  };
}
