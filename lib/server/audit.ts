import "server-only";
import type { AuditEntry, AuditTable } from "@/lib/airtable/audit";
import type { AirtableErrorCode } from "@/lib/airtable/errors";
import type { AuditAction } from "@/lib/core/audit-action";
import { redactSecrets } from "@/lib/core/redact";
import { type Clock, type Defer, SECOND_MS } from "@/lib/core/time";
import type { Log } from "./log";

/** Something that somebody did. */
export interface AuditEvent {
  /** An e-mail address, or the name of a command or cron. */
  readonly actor: string;
  readonly action: AuditAction;
  /** The creator it was about, by slug. */
  readonly creator?: string | undefined;
  /** A short sentence or a code. Tokens, keys and links are taken out; people may be named. */
  readonly detail?: string | undefined;
}

/** The trail as far as it is known here. */
export interface AuditReading {
  /** Newest first, at most 200. Not saved: in this process's memory only, until Airtable takes it. */
  readonly entries: readonly (AuditEntry & { readonly isSaved: boolean })[];
  /** `stale`: Airtable has not answered since. `missing` (the table or a column), `unavailable`: only what this process remembers. */
  readonly table: "read" | "stale" | "missing" | "unavailable";
}

/** Who did what. */
export interface Audit {
  /** Notes an event, behind the answer. Never throws. */
  record(event: AuditEvent): void;
  /** Saves what an outage has left, each line once. Never rejects. */
  flush(): Promise<void>;
  read(): Promise<AuditReading>;
}

/** Lines that a process remembers. */
const MAX_TAIL = 500;
const MAX_READ = 200;
const MAX_DETAIL = 300;
/** After a failure; a write that Airtable is still busy with has landed by then. */
const PAUSE_MS = 30 * SECOND_MS;
/** After these nobody knows whether the lines were written. */
const IN_DOUBT: readonly AirtableErrorCode[] = ["unavailable", "bad_shape"];

interface TailLine {
  readonly entry: AuditEntry;
  state: "waiting" | "in-doubt" | "saved";
}

/** Makes the audit trail: first in memory, then in Airtable. */
export function createAudit(options: {
  readonly table: AuditTable;
  readonly now: Clock;
  readonly defer: Defer;
  readonly log: Log;
}): Audit {
  const { table, now, log } = options;
  /** Oldest first. */
  let tail: TailLine[] = [];
  let flushing: Promise<void> = Promise.resolve();
  let failedAt = Number.NEGATIVE_INFINITY;

  function remember(entry: AuditEntry): void {
    tail.push({ entry, state: "waiting" });
    if (tail.length <= MAX_TAIL) return;
    const oldest = tail.find(({ state }) => state === "saved") ?? tail[0];
    if (oldest?.state !== "saved")
      log("error", "audit_line_lost", { action: oldest?.entry.action });
    tail = tail.filter((line) => line !== oldest);
  }

  function fail(code: AirtableErrorCode): void {
    failedAt = now();
    const waiting = tail.filter(({ state }) => state !== "saved").length;
    log("warn", "audit_not_saved", { code, waiting });
  }

  /** Looks which of the lines in doubt were written. False: nobody could tell. */
  async function settleDoubts(): Promise<boolean> {
    const doubts = tail.filter(({ state }) => state === "in-doubt");
    if (doubts.length === 0) return true;
    const newest = await table.readNewest();
    if (!newest.ok) {
      fail(newest.error.code);
      return false;
    }
    const written = countByLine(newest.value);
    // An equal line that is known to be saved accounts for itself.
    for (const { entry, state } of tail) if (state === "saved") takeOne(written, entry);
    for (const line of doubts) line.state = takeOne(written, line.entry) ? "saved" : "waiting";
    return true;
  }

  async function save(): Promise<void> {
    if (now() - failedAt < PAUSE_MS || !(await settleDoubts())) return;
    for (;;) {
      const batch = tail.filter(({ state }) => state === "waiting").slice(0, table.batchSize);
      if (batch.length === 0) return;
      for (const line of batch) line.state = "in-doubt";
      const saved = await table.append(batch.map(({ entry }) => entry));
      const isInDoubt = !saved.ok && IN_DOUBT.includes(saved.error.code);
      if (!isInDoubt) for (const line of batch) line.state = saved.ok ? "saved" : "waiting";
      if (saved.ok) continue;
      fail(saved.error.code);
      return;
    }
  }

  function flush(): Promise<void> {
    // One after the other; the next looks again, since a line may have come while the last one ended.
    flushing = flushing.then(save).catch((error: unknown) => {
      log("error", "audit_failed", { name: error instanceof Error ? error.name : "unknown" });
    });
    return flushing;
  }

  return {
    record(event) {
      remember(toEntry(event, now()));
      options.defer(flush);
    },
    flush,
    async read() {
      const reading = await table.read();
      const saved = reading.ok ? reading.value.value : [];
      return { entries: merge(saved, tail), table: standingOf(reading) };
    },
  };
}

function toEntry({ actor, action, creator, detail }: AuditEvent, at: number): AuditEntry {
  const said = detail === undefined ? "" : withoutSecrets(detail);
  return { at, actor, action, creator, detail: said === "" ? undefined : said };
}

function withoutSecrets(text: string): string {
  const plain = redactSecrets(text).replace(/\bhttps?:\/\/\S+/gi, "[link]");
  return plain.slice(0, MAX_DETAIL).trim();
}

function standingOf(reading: Awaited<ReturnType<AuditTable["read"]>>): AuditReading["table"] {
  if (reading.ok) return reading.value.isStale ? "stale" : "read";
  const isMissing = ["forbidden", "not_found", "refused"].includes(reading.error.code);
  return isMissing ? "missing" : "unavailable";
}

function merge(saved: readonly AuditEntry[], tail: readonly TailLine[]): AuditReading["entries"] {
  const known = countByLine(saved);
  const remembered = tail
    .filter(({ entry }) => !takeOne(known, entry))
    .map(({ entry, state }) => ({ ...entry, isSaved: state === "saved" }));
  return [...remembered.toReversed(), ...saved.map((entry) => ({ ...entry, isSaved: true }))]
    .toSorted((one, other) => other.at - one.at)
    .slice(0, MAX_READ);
}

/** How often each line stands there. To the second: a column made by hand may keep no more. */
function countByLine(entries: readonly AuditEntry[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const entry of entries) counts.set(keyOf(entry), (counts.get(keyOf(entry)) ?? 0) + 1);
  return counts;
}

function takeOne(counts: Map<string, number>, entry: AuditEntry): boolean {
  const count = counts.get(keyOf(entry)) ?? 0;
  counts.set(keyOf(entry), Math.max(0, count - 1));
  return count > 0;
}

function keyOf({ at, actor, action, creator, detail }: AuditEntry): string {
  return JSON.stringify([Math.floor(at / SECOND_MS), actor, action, creator, detail]);
}
