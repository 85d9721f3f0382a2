import type { Connection } from "@/lib/contracts/connection.url";
import type { RosterRow } from "@/lib/contracts/roster.url";
import { statusWords } from "../creators/status-words";
import type { Mark } from "../metrics/status-mark";
import { CONNECTION_WORDS } from "../settings/connection-words";

/** What somebody should do something about. */
export interface AttentionItem {
  readonly key: string;
  readonly slug: string | null;
  readonly name: string;
  readonly mark: Mark;
  /** What is wrong, in a few words. */
  readonly words: string;
  /** Since when, ISO; `null`: not known, or told by the words. */
  readonly since: string | null;
  /** Why, one sentence; `null`: the words say it all. */
  readonly detail: string | null;
}

/** A connection that needs somebody, as an admin is shown it. */
export type ConnectionToMend = Pick<Connection, "slug" | "name" | "state" | "note">;

type Finding = Pick<AttentionItem, "mark" | "words"> & { readonly urgency: number };

/** Codes of a reason that only a new session mends. */
const RECONNECT_CODES = ["needs_reauth", "not_connected"];

/** What is wrong with a creator's connection or figures; `null`: nothing, or what was meant to be so. */
export function findingOf(row: RosterRow): Finding | null {
  const { status, freshness, reason } = row;
  if (status === "paused") return null;
  if (row.slug === null || status === "incomplete") {
    return { urgency: 1, mark: "diamond", words: "row incomplete" };
  }
  if (status === "needs_reauth" || RECONNECT_CODES.includes(reason?.code ?? "")) {
    return { urgency: 0, mark: "square", words: "reconnect needed" };
  }
  if (status === "error") {
    const { mark, words } = statusWords(status);
    return { urgency: 2, mark, words: words.toLowerCase() };
  }
  if (freshness === "stale" || freshness === "blocked") {
    return { urgency: 4, mark: "triangle", words: "stale" };
  }
  return reason !== null && row.totals === null
    ? { urgency: 3, mark: "dashed", words: "no figures" }
    : null;
}

/** Who needs somebody, the most urgent first; `connections`: what an admin's settings know besides. */
export function attentionOf(
  rows: readonly RosterRow[],
  connections: readonly ConnectionToMend[],
): AttentionItem[] {
  const found = rows
    .flatMap((row, index) => {
      const finding = findingOf(row);
      return finding === null ? [] : [{ ...finding, row, key: `row-${index}` }];
    })
    .toSorted((one, other) => one.urgency - other.urgency);
  const items = found.map(
    ({ key, row, mark, words }): AttentionItem => ({
      key,
      slug: row.slug,
      name: row.name,
      mark,
      words,
      since: row.syncedAt,
      detail: row.reason?.message ?? null,
    }),
  );
  const named = new Set(items.map(({ name }) => name));
  const others = connections
    .filter(({ name }) => !named.has(name))
    .map(
      ({ slug, name, state, note }, index): AttentionItem => ({
        key: `connection-${index}`,
        slug,
        name,
        mark: CONNECTION_WORDS[state].mark,
        words: CONNECTION_WORDS[state].words.toLowerCase(),
        since: null,
        detail: note,
      }),
    );
  return [...items, ...others];
}
