import "server-only";
import { judgeFreshness } from "@/lib/analytics/freshness";
import type { Meta } from "@/lib/contracts/meta";
import type { ParsedQuery } from "@/lib/contracts/query";
import type { Container } from "../container";
import type { CreatorContext } from "../creator-context";
import { type ReadFailure, toReason } from "../failures";

/** Where one part of an answer came from. */
export interface Source {
  readonly storedAtMs: number;
  readonly source: "hit" | "stale" | "miss";
  readonly error: ReadFailure | null;
}

/** The source of what is made of several reads: the oldest, the least fresh, and the first reason why. */
export function mergeSources(sources: readonly Source[]): Source {
  return {
    storedAtMs: Math.min(...sources.map(({ storedAtMs }) => storedAtMs)),
    source: cacheOf(sources),
    error: sources.find(({ error }) => error !== null)?.error ?? null,
  };
}

/** The cache header of an answer made of several parts: the least fresh part decides. */
export function cacheOf(sources: readonly Source[]): Source["source"] {
  if (sources.some(({ source }) => source === "stale")) return "stale";
  return sources.some(({ source }) => source === "miss") ? "miss" : "hit";
}

/** What an answer says about itself: its period, and the age of its oldest part. */
export function metaOf(
  container: Container,
  creator: CreatorContext,
  query: ParsedQuery,
  parts: {
    readonly sources: readonly Source[];
    readonly failures: readonly ReadFailure[];
    readonly missing: readonly string[];
  },
): Meta {
  const { sources } = parts;
  const failures = [...sources.flatMap(({ error }) => error ?? []), ...parts.failures];
  const syncedAtMs = sources.length === 0 ? null : Math.min(...sources.map((s) => s.storedAtMs));
  const isBlocked =
    creator.status === "needs_reauth" || failures.some(({ code }) => code === "needs_reauth");
  const failure = failures.at(0) ?? (isBlocked ? { code: "needs_reauth" as const } : undefined);
  const { range, compare } = query;
  return {
    creator: creator.slug,
    range: { from: range.from, to: range.to, timezone: creator.timezone, partial: range.isPartial },
    compare: compare === null ? null : { from: compare.from, to: compare.to },
    currency: creator.currency,
    freshness: judgeFreshness(syncedAtMs, container.now(), isBlocked),
    syncedAt: syncedAtMs === null ? null : new Date(syncedAtMs).toISOString(),
    source: cacheOf(sources) === "miss" ? "live" : "cache",
    reason: failure === undefined ? null : toReason(failure),
    missing: [...parts.missing],
  };
}
