import "server-only";
import { cache } from "react";
import type { Creator } from "@/lib/airtable/creators";
import type { Snapshot } from "@/lib/airtable/snapshot";
import type { Connection, ConnectionState } from "@/lib/contracts/connection.url";
import { err, ok, type Result } from "@/lib/core/result";
import { DAY_MS } from "@/lib/core/time";
import { type ApiError, apiError } from "../api-error";
import type { Container } from "../container";
import { rowProblem } from "../row-problem";
import { shortId } from "../short-id";
import { judgeConnection } from "./connection-state";

/** Every creator's connection, those that need somebody first, and when the list was read. */
export interface Connections {
  readonly items: readonly Connection[];
  readonly readAtMs: number;
  /** Airtable has not answered since. */
  readonly isStale: boolean;
}

/** How much each state wants somebody: the list's order. */
const URGENCY: Readonly<Record<ConnectionState, number>> = {
  needs_reauth: 0,
  not_connected: 1,
  never_connected: 1,
  unreadable: 2,
  incomplete: 2,
  failing: 2,
  not_saved: 3,
  in_doubt: 3,
  overdue: 3,
  unknown: 3,
  renewal_due: 4,
  active: 4,
  paused: 4,
};
/** Up to here nothing improves until somebody acts. */
const NEEDS_ACTION = 2;

/** Columns that a pasted session fills in. */
const SESSION_COLUMNS = ["Access_Token", "ID_Token", "Refresh_Token"];
/** A session that is over, or not there, has no age. */
const WITHOUT_SESSION: readonly ConnectionState[] = [
  "needs_reauth",
  "never_connected",
  "not_connected",
];

/** Lists the connections of all rows, from what Airtable and this process know. */
export async function listConnections(
  container: Container,
): Promise<Result<Connections, ApiError>> {
  const table = await container.snapshot.read();
  if (!table.ok) {
    return err(apiError("airtable_unavailable", "Airtable did not answer; try again in a minute."));
  }
  const { creators, isStale, readAt } = table.value;
  // Other instances may know more: their renewals stand in the journal.
  await container.tokens.load(creators.flatMap(({ slug }) => slug ?? []));
  const items = await Promise.all(
    creators.map(async (creator) => {
      const connection = connectionOf(container, table.value, creator);
      const hasOffer = connection.canConnect && (await container.offers.has(creator.publisherIds));
      return { ...connection, hasOffer };
    }),
  );
  items.sort(
    (one, other) => URGENCY[one.state] - URGENCY[other.state] || one.name.localeCompare(other.name),
  );
  return ok({ items, readAtMs: readAt, isStale });
}

/** How many connections need somebody; 0 also while that is not known. */
export async function countConnectionsToMend(container: Container): Promise<number> {
  return (await listConnectionsToMend(container)).length;
}

/**
 * The connections that need somebody, as far as this process knows; none also while that is not known. Once a render: the
 * navigation counts them, and the overview lists them.
 */
export const listConnectionsToMend = cache(
  async (container: Container): Promise<readonly Omit<Connection, "hasOffer">[]> => {
    const table = await container.snapshot.read();
    if (!table.ok) return [];
    return table.value.creators
      .map((creator) => connectionOf(container, table.value, creator))
      .filter(({ needsAction }) => needsAction);
  },
);

function connectionOf(
  { tokens, env, now }: Container,
  { find, readAt }: Snapshot,
  creator: Creator,
): Omit<Connection, "hasOffer"> {
  const { slug, publisherIds, sessionCapturedAt } = creator;
  const status = slug === undefined ? undefined : tokens.statusOf(slug);
  const problem = lastingProblem(creator, find);
  const canRenew = env.canRefreshTokens;
  const facts = { status, problem, readAt, now: now(), canRenew };
  const { state, note, lastError } = judgeConnection(creator, facts);
  const capturedAt = WITHOUT_SESSION.includes(state) ? undefined : sessionCapturedAt;
  const renewals = [status?.grantedAt, creator.lastRefreshedAt].filter((at) => at !== undefined);
  return {
    key: creator.recordId,
    slug: slug ?? null,
    name: creator.name,
    account: publisherIds.length === 0 ? "unknown" : listShortIds(publisherIds),
    state,
    needsAction: URGENCY[state] <= NEEDS_ACTION,
    note,
    lastError,
    consecutiveFailures: creator.consecutiveFailures ?? null,
    accessExpiresAt: toIso(status?.expiresAt),
    lastRenewedAt: renewals.length === 0 ? null : toIso(Math.max(...renewals)),
    sessionCapturedAt: toIso(capturedAt),
    sessionAgeDays:
      capturedAt === undefined ? null : Math.max(0, Math.floor((now() - capturedAt) / DAY_MS)),
    canConnect: slug !== undefined && problem === undefined && state !== "paused" && canRenew,
  };
}

/** What stays wrong with a row whatever session it is given. */
function lastingProblem(creator: Creator, find: Snapshot["find"]): string | undefined {
  const missing = creator.missing.filter((column) => !SESSION_COLUMNS.includes(column));
  return rowProblem({ ...creator, missing }, find);
}

function listShortIds(ids: readonly string[]): string {
  return [...new Set(ids.map(shortId))].join(", ");
}

function toIso(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}
