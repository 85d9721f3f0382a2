import "server-only";
import type { PatientStore } from "@/lib/cache/patient-store";
import type { Slug } from "@/lib/core/brand";
import { type Clock, MINUTE_MS } from "@/lib/core/time";
import type { AtomicKv } from "@/lib/kv/store";

/** How long a run that says nothing keeps a creator to itself: longer than a read takes as a rule. Its process may have died. */
const LEASE_MS = 2 * MINUTE_MS;
/** A lease is renewed when this much of it has passed. */
const RENEW_AFTER_MS = LEASE_MS / 4;
/** How long a finished run is remembered: as long as one that began beside it may last. */
const DONE_MS = 10 * MINUTE_MS;
const DONE = "done ";

/** What a run learns that wants to read a creator. */
export type SyncTurn =
  | {
      readonly kind: "mine";
      /** Keeps the creator for the run. False: the run was silent for so long that another one has her. */
      renew(): Promise<boolean>;
      /** Ends the turn. What is done is not done again by runs that began before. */
      end(isDone: boolean): Promise<void>;
    }
  /** Another run reads her just now. */
  | { readonly kind: "taken" }
  /** Another run has read everything of her since this one began. */
  | { readonly kind: "done" };

/** Lets one of all runs read a creator, so that a cron that is delivered twice asks LTK once. */
export interface SyncLeases {
  /** `beganAtMs`: when the run began. While no store answers everybody gets a turn. */
  take(slug: Slug, beganAtMs: number): Promise<SyncTurn>;
}

/** Makes the leases over the first of the stores that answers: while the shared one is away, each process has its own. */
export function createSyncLeases(options: {
  readonly stores: readonly PatientStore[];
  readonly newOwner: () => string;
  readonly now: Clock;
}): SyncLeases {
  const { stores, newOwner, now } = options;

  function ownTurn(store: PatientStore, key: string, owner: string): SyncTurn {
    let renewedAtMs = now();
    return {
      kind: "mine",
      async renew() {
        if (now() - renewedAtMs < RENEW_AFTER_MS) return true;
        renewedAtMs = now();
        const renewed = await store.ask((kv) => kv.extendIfEqual(key, owner, LEASE_MS));
        // A store that does not answer ends no run.
        return !renewed.ok || renewed.value;
      },
      async end(isDone) {
        await store.ask(async (kv) => {
          const wasOurs = await kv.deleteIfEqual(key, owner);
          if (wasOurs && isDone) await kv.setIfAbsent(key, `${DONE}${now()}`, DONE_MS);
        });
      },
    };
  }

  return {
    async take(slug, beganAtMs) {
      const key = `sync-lease/v1|${slug}`;
      const owner = newOwner();
      for (const store of stores) {
        const taken = await store.ask((kv) => take(kv, { key, owner, beganAtMs }));
        if (!taken.ok) continue;
        return taken.value === "mine" ? ownTurn(store, key, owner) : { kind: taken.value };
      }
      return { kind: "mine", renew: async () => true, end: async () => undefined };
    },
  };
}

async function take(
  kv: AtomicKv,
  wanted: { readonly key: string; readonly owner: string; readonly beganAtMs: number },
): Promise<SyncTurn["kind"]> {
  const { key, owner, beganAtMs } = wanted;
  if (await kv.setIfAbsent(key, owner, LEASE_MS)) return "mine";
  const standing = await kv.get(key);
  if (standing?.startsWith(DONE) !== true) return "taken";
  if (Number(standing.slice(DONE.length)) > beganAtMs) return "done";
  await kv.deleteIfEqual(key, standing);
  return (await kv.setIfAbsent(key, owner, LEASE_MS)) ? "mine" : "taken";
}
