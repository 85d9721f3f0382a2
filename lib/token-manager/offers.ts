import { z } from "zod";
import { HOUR_MS } from "../core/time";
import type { KvStore } from "../kv/store";
import type { Cipher } from "./cipher";

/** A session that was pasted for one creator and proved to be another's, rotated and kept for her row. */
export interface OfferedSession {
  readonly accessToken: string | undefined;
  readonly idToken: string | undefined;
  readonly refreshToken: string;
  readonly clientId: string | undefined;
}

/** Sessions kept for the rows they belong to, encrypted, for a day. */
export interface Offers {
  /** Keeps a session for a publisher's row, and remembers the refresh token that was spent to learn whose it is. */
  keep(publisherId: string, session: OfferedSession, spentFingerprint: string): Promise<void>;
  /** The session kept for one of these publishers. */
  find(publisherIds: readonly string[]): Promise<OfferedSession | undefined>;
  /** Whether there is one. */
  has(publisherIds: readonly string[]): Promise<boolean>;
  /** Forgets what is kept for these publishers: it was taken over, or is dead. */
  drop(publisherIds: readonly string[]): Promise<void>;
  /** True when this refresh token was spent for an offer. */
  isSpent(fingerprint: string): Promise<boolean>;
}

const KEPT_FOR_MS = 24 * HOUR_MS;

const Kept = z.object({
  accessToken: z.string().optional(),
  idToken: z.string().optional(),
  refreshToken: z.string(),
  clientId: z.string().optional(),
});

/**
 * Makes the keeper over one store or several, of which any may fail: a session is kept while one of them took it. They
 * only ever see sealed texts and fingerprints.
 */
export function createOffers(options: {
  readonly stores: readonly KvStore[];
  readonly cipher: Cipher;
}): Offers {
  const { stores, cipher } = options;
  const keyOf = (publisherId: string) => `offer/v1|${publisherId}`;
  const spentKeyOf = (fingerprint: string) => `offer-spent/v1|${fingerprint}`;

  async function get(key: string): Promise<string | undefined> {
    for (const store of stores) {
      const value = await store.get(key).catch(() => undefined);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  async function set(key: string, value: string): Promise<void> {
    const results = await Promise.allSettled(
      stores.map((store) => store.set(key, value, KEPT_FOR_MS)),
    );
    if (results.every(({ status }) => status === "rejected")) throw new Error("no store took it");
  }

  async function read(publisherId: string): Promise<OfferedSession | undefined> {
    const sealed = await get(keyOf(publisherId));
    const text = sealed === undefined ? undefined : await cipher.open(sealed, keyOf(publisherId));
    const kept = text === undefined ? undefined : Kept.safeParse(JSON.parse(text)).data;
    if (kept === undefined) return undefined;
    const { accessToken, idToken, refreshToken, clientId } = kept;
    return { accessToken, idToken, refreshToken, clientId };
  }

  async function find(publisherIds: readonly string[]): Promise<OfferedSession | undefined> {
    const found = await Promise.all(publisherIds.map(read));
    return found.find((session) => session !== undefined);
  }

  return {
    async keep(publisherId, session, spentFingerprint) {
      const key = keyOf(publisherId);
      await set(key, await cipher.seal(JSON.stringify(session), key));
      await set(spentKeyOf(spentFingerprint), "spent");
    },
    find,
    has: async (publisherIds) => (await find(publisherIds)) !== undefined,
    async drop(publisherIds) {
      const keys = publisherIds.map(keyOf);
      await Promise.allSettled(stores.flatMap((store) => keys.map((key) => store.delete(key))));
    },
    isSpent: async (fingerprint) => (await get(spentKeyOf(fingerprint))) !== undefined,
  };
}
