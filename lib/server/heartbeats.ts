import "server-only";
import { z } from "zod";
import { type Clock, DAY_MS, SECOND_MS } from "@/lib/core/time";
import type { KvStore } from "@/lib/kv/store";

/** The crons whose runs are noted. */
export type Job = "refresh" | "sync";

/** When a cron last ran; instants are epoch milliseconds. */
export interface Heartbeat {
  /** The last run in which something worked, or nothing was due. */
  readonly lastOkAt: number | undefined;
  readonly lastRunAt: number;
  /** The last run failed wholly. */
  readonly isLastFailed: boolean;
  /** Renewed sessions that Airtable had not taken when it ended. */
  readonly backlog: number;
}

/** Notes the crons' runs where every instance sees them. */
export interface Heartbeats {
  /** False: each instance knows its own runs only. */
  readonly isShared: boolean;
  beat(job: Job, run: { readonly isFailed: boolean; readonly backlog: number }): Promise<void>;
  /** `undefined`: no run is known, or the store does not answer. */
  read(job: Job): Promise<Heartbeat | undefined>;
  /** When the first instance of this deployment started; `undefined`: the store does not answer. */
  firstStartAt(): Promise<number | undefined>;
  /** Whether the store answers. */
  isReachable(): Promise<boolean>;
}

const KEPT_FOR_MS = 400 * DAY_MS;
/** A monitor's polls within this time cost the store one read. */
const REMEMBERED_MS = 10 * SECOND_MS;
const FIRST_START = "heartbeat/v1|first-start";

const Stored = z.object({
  lastOkAt: z.number().optional(),
  lastRunAt: z.number(),
  isLastFailed: z.boolean(),
  backlog: z.int().nonnegative().default(0),
});

/** Makes the heartbeats over a store. */
export function createHeartbeats(options: {
  readonly store: KvStore;
  readonly isShared: boolean;
  readonly now: Clock;
}): Heartbeats {
  const { store, isShared, now } = options;
  const keyOf = (job: Job) => `heartbeat/v1|${job}`;
  const remembered = new Map<string, { readonly at: number; readonly reading: Promise<Reading> }>();

  function get(key: string): Promise<Reading> {
    const last = remembered.get(key);
    if (last !== undefined && now() - last.at < REMEMBERED_MS) return last.reading;
    const reading = store.get(key).then(
      (text): Reading => ({ isReachable: true, text }),
      (): Reading => ({ isReachable: false, text: undefined }),
    );
    remembered.set(key, { at: now(), reading });
    return reading;
  }

  async function read(job: Job): Promise<Heartbeat | undefined> {
    const { text } = await get(keyOf(job));
    const { data } = Stored.safeParse(parseJson(text));
    return data === undefined ? undefined : { ...data, lastOkAt: data.lastOkAt };
  }

  return {
    isShared,
    read,
    async beat(job, { isFailed, backlog }) {
      const before = await read(job);
      const lastOkAt = isFailed ? before?.lastOkAt : now();
      const beat = { lastOkAt, lastRunAt: now(), isLastFailed: isFailed, backlog };
      remembered.delete(keyOf(job));
      await store.set(keyOf(job), JSON.stringify(beat), KEPT_FOR_MS);
    },
    async firstStartAt() {
      const { isReachable, text } = await get(FIRST_START);
      if (text !== undefined) return Number(text);
      if (!isReachable) return undefined;
      remembered.delete(FIRST_START);
      const started = store.set(FIRST_START, String(now()), KEPT_FOR_MS);
      return started.then(now, () => undefined);
    },
    isReachable: async () => (await get(FIRST_START)).isReachable,
  };
}

interface Reading {
  readonly isReachable: boolean;
  readonly text: string | undefined;
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
