import { z } from "zod";
import { parseSlug } from "../core/brand";
import type { Creator } from "./columns";

const Stored = z.array(
  z.object({
    recordId: z.string(),
    slug: z.string().optional(),
    name: z.string(),
    publisherIds: z.array(z.string()),
    accountId: z.string().optional(),
    status: z.enum(["active", "expiring", "error", "needs_reauth", "paused", "unknown"]),
    statusMessage: z.string().optional(),
    timezone: z.string().optional(),
    currency: z.string().optional(),
    lastRefreshedAt: z.number().optional(),
    consecutiveFailures: z.number().optional(),
    sessionCapturedAt: z.number().optional(),
    missing: z.array(z.string()),
    invalid: z.array(z.string()),
  }),
);

/** Reads creators as another instance kept them; `undefined` when they are in another form. */
export function parseStoredCreators(value: unknown): readonly Creator[] | undefined {
  return Stored.safeParse(value).data?.map((stored) => ({
    recordId: stored.recordId,
    slug: stored.slug === undefined ? undefined : parseSlug(stored.slug),
    name: stored.name,
    publisherIds: stored.publisherIds,
    accountId: stored.accountId,
    status: stored.status,
    statusMessage: stored.statusMessage,
    timezone: stored.timezone,
    currency: stored.currency,
    lastRefreshedAt: stored.lastRefreshedAt,
    consecutiveFailures: stored.consecutiveFailures,
    sessionCapturedAt: stored.sessionCapturedAt,
    missing: stored.missing,
    invalid: stored.invalid,
  }));
}
