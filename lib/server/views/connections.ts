import "server-only";
import type { Creator } from "@/lib/airtable/creators";
import type { Connection, ConnectionState } from "@/lib/contracts/connection.url";
import { err, ok, type Result } from "@/lib/core/result";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";
import type { TokenStatus } from "@/lib/token-manager/token-manager";
import { type ApiError, apiError } from "../api-error";
import type { Container } from "../container";
import { rowProblem } from "../row-problem";
import { shortId } from "../short-id";

/** Every creator's connection, those that need somebody first, and how old the list is. */
export interface Connections {
  readonly items: readonly Connection[];
  /** Set while Airtable does not answer: when it last did. */
  readonly staleSinceMs: number | null;
}

/** States in which nothing improves until somebody acts. */
const NEEDS_SOMEBODY: readonly ConnectionState[] = [
  "needs_reauth",
  "never_connected",
  "incomplete",
  "failing",
  "not_saved",
];

/** Columns that a pasted session fills in. */
const SESSION_COLUMNS = ["Access_Token", "ID_Token", "Refresh_Token"];

/** True when nothing improves until somebody acts. */
function needsSomebody({ state }: Connection): boolean {
  return NEEDS_SOMEBODY.includes(state);
}

/** Lists the connections of all rows, from what Airtable and this process know. */
export async function listConnections(
  container: Container,
): Promise<Result<Connections, ApiError>> {
  const table = await container.snapshot.read();
  if (!table.ok) {
    return err(apiError("airtable_unavailable", "Airtable did not answer; try again in a minute."));
  }
  const { creators, find, isStale, readAt } = table.value;
  const items = await Promise.all(
    creators.map((creator) => connectionOf(container, creator, rowProblem(creator, find))),
  );
  items.sort(
    (one, other) =>
      Number(needsSomebody(other)) - Number(needsSomebody(one)) ||
      one.name.localeCompare(other.name),
  );
  return ok({ items, staleSinceMs: isStale ? readAt : null });
}

async function connectionOf(
  container: Container,
  creator: Creator,
  problem: string | undefined,
): Promise<Connection> {
  const { slug, publisherIds, sessionCapturedAt, missing } = creator;
  const now = container.now();
  const status = slug === undefined ? undefined : container.tokens.statusOf(slug);
  const isOnlyUnconnected =
    missing.length > 0 && missing.every((column) => SESSION_COLUMNS.includes(column));
  const state = stateOf(creator, status, { problem, isOnlyUnconnected, now });
  const renewedAt = status?.grantedAt ?? creator.lastRefreshedAt;
  return {
    key: creator.recordId,
    slug: slug ?? null,
    name: creator.name,
    account:
      publisherIds.length === 0 ? "unknown" : [...new Set(publisherIds.map(shortId))].join(", "),
    state,
    note: isOnlyUnconnected ? null : (problem ?? noteOf(creator, status, state)),
    accessExpiresAt: toIso(status?.expiresAt),
    lastRenewedAt: toIso(renewedAt),
    sessionAgeDays:
      sessionCapturedAt === undefined ? null : Math.floor((now - sessionCapturedAt) / DAY_MS),
    canConnect:
      slug !== undefined && (problem === undefined || isOnlyUnconnected) && state !== "paused",
    hasOffer: await container.offers.has(publisherIds),
  };
}

function toIso(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}

function stateOf(
  { status: row }: Creator,
  status: TokenStatus | undefined,
  facts: {
    readonly problem: string | undefined;
    readonly isOnlyUnconnected: boolean;
    readonly now: number;
  },
): ConnectionState {
  if (facts.isOnlyUnconnected) return "never_connected";
  if (facts.problem !== undefined) return "incomplete";
  if (row === "paused") return "paused";
  if (row === "needs_reauth" || status?.isDead === true) return "needs_reauth";
  if (status?.isInDoubt === true) return "in_doubt";
  if (status?.isSaved === false) return "not_saved";
  if (row === "error") return "failing";
  if (status?.expiresAt === undefined) return "unknown";
  return status.expiresAt - facts.now <= HOUR_MS ? "renewal_due" : "active";
}

/** A session that dies within a day of its capture was most likely shared with a browser. */
function wasShared({ sessionCapturedAt, lastRefreshedAt }: Creator): boolean {
  if (sessionCapturedAt === undefined || lastRefreshedAt === undefined) return false;
  return lastRefreshedAt - sessionCapturedAt < DAY_MS;
}

function noteOf(
  creator: Creator,
  status: TokenStatus | undefined,
  state: ConnectionState,
): string | null {
  switch (state) {
    case "needs_reauth":
      if (status?.wasInDoubt === true) {
        return "The answer to a renewal was lost on the way, and LTK then refused to repeat it.";
      }
      return wasShared(creator)
        ? "The same LTK session is most likely still open in a browser. Reconnect from a private window."
        : (creator.statusMessage ?? "LTK ended this session.");
    case "in_doubt":
      return "The answer to the last renewal was lost; it is being repeated.";
    case "not_saved":
      return "Renewed tokens are held in memory; Airtable does not take them yet.";
    case "renewal_due":
      return "Renewed by the next run, or by the next visit to her page.";
    default:
      break;
  }
  if (status?.rowProblem !== undefined) return ROW_PROBLEMS[status.rowProblem];
  if (status?.changedOutsideAt !== undefined) return "A session was put into the row by hand.";
  return state === "failing" || state === "unknown" ? (creator.statusMessage ?? null) : null;
}

/** What stood in the row instead of a session. */
const ROW_PROBLEMS: Readonly<Record<NonNullable<TokenStatus["rowProblem"]>, string>> = {
  blank: "The row's Refresh_Token was blank.",
  text: "The row's Refresh_Token held text that is no token.",
  another_row: "The row held another row's session.",
  another_creator: "The row held another creator's session.",
};
