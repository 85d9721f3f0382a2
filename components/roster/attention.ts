import { ROSTER_TROUBLES, type RosterTrouble, troubleOf } from "@/lib/analytics/roster-trouble";
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
  /** How many people it is about: one, or all who have the same trouble. */
  readonly people: number;
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

/** From here on it is about figures that are late, not about what a person has to do. */
const GROUPED_FROM = 3;

const WORDS: Readonly<Record<RosterTrouble, Pick<AttentionItem, "mark" | "words">>> = {
  reconnect: { mark: "square", words: "reconnect needed" },
  incomplete: { mark: "diamond", words: "row incomplete" },
  error: { ...statusWords("error"), words: statusWords("error").words.toLowerCase() },
  no_figures: { mark: "dashed", words: "no figures" },
  stale: { mark: "triangle", words: "stale" },
};

function findingOf(row: RosterRow): Finding | null {
  const trouble = troubleOf(row);
  if (trouble === null) return null;
  const { mark, words } = WORDS[trouble];
  return { urgency: ROSTER_TROUBLES.indexOf(trouble), mark, words };
}

/** So many in the same way are one trouble, which is LTK's or ours, and no list of people. */
const COMMON_TROUBLE = 4;

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
  const items = groupsOf(found).flatMap((group) =>
    group.length < COMMON_TROUBLE ? group.map(toItem) : groupItem(group),
  );
  const named = new Set(found.map(({ row }) => row.name));
  const others = connections.filter(({ name }) => !named.has(name)).map(connectionItem);
  return [...items, ...others];
}

interface Found extends Finding {
  readonly key: string;
  readonly row: RosterRow;
}

/** In the order of the first of each: alone who has to be acted for, together who waits for the same. */
function groupsOf(found: readonly Found[]): Found[][] {
  const groups = new Map<string, Found[]>();
  for (const one of found) {
    const { urgency, key, row } = one;
    const group = urgency < GROUPED_FROM ? key : `${urgency} ${row.reason?.code}`;
    groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  return [...groups.values()];
}

function toItem({ key, row, mark, words }: Found): AttentionItem {
  return {
    key,
    slug: row.slug,
    name: row.name,
    people: 1,
    mark,
    words,
    since: row.syncedAt,
    detail: row.reason?.message ?? null,
  };
}

function groupItem(group: readonly Found[]): AttentionItem[] {
  const [first] = group;
  return first === undefined
    ? []
    : [
        {
          ...toItem(first),
          slug: null,
          name: `${group.length} creators`,
          people: group.length,
          since: null,
        },
      ];
}

function connectionItem({ slug, name, state, note }: ConnectionToMend, index: number) {
  const { mark, words } = CONNECTION_WORDS[state];
  const key = `connection-${index}`;
  return {
    key,
    slug,
    name,
    people: 1,
    mark,
    words: words.toLowerCase(),
    since: null,
    detail: note,
  };
}
