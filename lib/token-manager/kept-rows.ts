import { z } from "zod";
import { parseSlug } from "../core/brand";
import { type Clock, DAY_MS, MINUTE_MS } from "../core/time";
import type { AtomicKv } from "../kv/store";
import type { Cipher } from "./cipher";
import type { Credentials } from "./store";

/** What rows say besides tokens, kept in the shared store for the time when Airtable is away. */
export interface KeptRows {
  /** Keeps the rows, seldom unless they changed. Never rejects: the next reading tries again. */
  keep(rows: readonly Credentials[]): Promise<void>;
  /** The rows as last kept, without tokens and older than any journal entry; none when nothing is known. */
  recall(): Promise<readonly Credentials[]>;
}

const KEY = "token-rows/v1";
const KEPT_MS = 400 * DAY_MS;
const AGAIN_MS = 30 * MINUTE_MS;

const Kept = z.array(
  z.object({
    recordId: z.string(),
    slug: z.string().optional(),
    name: z.string(),
    publisherIds: z.array(z.string()),
    clientId: z.string().optional(),
    accountId: z.string().optional(),
    status: z.enum(["active", "expiring", "error", "needs_reauth", "paused", "unknown"]),
  }),
);

/** Makes the keeper. The text is sealed, since it names people. */
export function createKeptRows(options: {
  readonly kv: AtomicKv;
  readonly cipher: Cipher;
  readonly now: Clock;
}): KeptRows {
  const { kv, cipher, now } = options;
  let last: { readonly text: string; readonly at: number } | undefined;
  return {
    async keep(rows) {
      const text = JSON.stringify(rows.map(withoutTokens));
      if (last?.text === text && now() - last.at < AGAIN_MS) return;
      try {
        await kv.set(KEY, await cipher.seal(text, KEY), KEPT_MS);
        last = { text, at: now() };
      } catch {
        // The store is down; its outage is told by whoever watches it.
      }
    },
    async recall() {
      const sealed = await kv.get(KEY).catch(() => undefined);
      const text = sealed === undefined ? undefined : await cipher.open(sealed, KEY);
      const parsed = Kept.safeParse(text === undefined ? [] : JSON.parse(text));
      return (parsed.data ?? []).map(toRow);
    },
  };
}

function withoutTokens(row: Credentials): z.infer<typeof Kept>[number] {
  const { recordId, slug, name, publisherIds, clientId, accountId, status } = row;
  return { recordId, slug, name, publisherIds: [...publisherIds], clientId, accountId, status };
}

/** Read before everything, so that nothing in it is news. */
function toRow(kept: z.infer<typeof Kept>[number]): Credentials {
  return {
    recordId: kept.recordId,
    slug: kept.slug === undefined ? undefined : parseSlug(kept.slug),
    name: kept.name,
    publisherIds: kept.publisherIds,
    accessToken: undefined,
    idToken: undefined,
    refreshToken: undefined,
    clientId: kept.clientId,
    accountId: kept.accountId,
    tokenVersion: undefined,
    sealedVersion: undefined,
    cellProblem: undefined,
    isSealed: true,
    status: kept.status,
    errorMessage: undefined,
    consecutiveFailures: undefined,
    deadFingerprint: undefined,
    readAt: 0,
  };
}
