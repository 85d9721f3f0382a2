import "server-only";
import type { Creator } from "@/lib/airtable/creators";
import { HOUR_MS, SECOND_MS } from "@/lib/core/time";
import type { TokenManager } from "@/lib/token-manager/token-manager";
import type { Container } from "../container";
import type { CronJob, CronResult } from "../cron";

/** A token that ends within this time is renewed [specification]. */
const MARGIN_MS = HOUR_MS;

/**
 * The cron `refresh-tokens`: every creator whose tokens end within the hour is renewed, oldest end first, at most
 * `LTK_GRANTS_PER_SECOND`. One creator's failure never stops the others. While Airtable is away the journal tells what
 * is due. Answers once the writes to Airtable, the audit trail's included, have landed or failed.
 */
export const refreshTokens: CronJob = async (container, deadlineMs) => {
  const { env, tokens, now, sleep } = container;
  const rows = await listRows(container);
  if (rows === undefined) return { ok: false, code: "airtable_unavailable" };
  const slugs = rows.flatMap(({ slug }) => slug ?? []);
  await tokens.load(slugs);
  const results: Record<string, CronResult> = {};
  const candidates: Candidate[] = [];
  for (const row of rows) {
    const { slug, recordId } = row;
    const isUsable = slug !== undefined && slugs.filter((other) => other === slug).length === 1;
    const waitsFor = isUsable ? waitingFor(tokens.statusOf(slug), row.status) : undefined;
    if (!isUsable) results[recordId] = { status: "skipped", code: "row_incomplete" };
    else if (waitsFor !== undefined) results[slug] = { status: "skipped", code: waitsFor };
    else candidates.push({ slug, expiresAt: tokens.statusOf(slug)?.expiresAt ?? 0 });
  }
  const spacingMs = SECOND_MS / env.LTK_GRANTS_PER_SECOND;
  let place = 0;
  const running = candidates
    .toSorted((one, other) => one.expiresAt - other.expiresAt)
    .map(({ slug, expiresAt }) => {
      // Those that are not due are asked for too: it saves what an earlier run could not.
      const isDue = expiresAt - now() <= MARGIN_MS;
      const startsAt = now() + (isDue ? place++ * spacingMs : 0);
      return renew(container, slug, startsAt, deadlineMs);
    });
  for (const [slug, result] of await Promise.all(running)) results[slug] = result;
  const written = Promise.all([tokens.whenSaved(), container.audit.flush()]);
  await Promise.race([written, sleep(Math.max(0, deadlineMs - now()))]);
  return { ok: true, results };
};

/** The table's rows, or as some instance last saw them; `undefined`: nobody ever did. */
async function listRows({ snapshot, tokens, log }: Container): Promise<readonly Row[] | undefined> {
  const table = await snapshot.read();
  if (table.ok) return table.value.creators;
  const recalled = await tokens.recall();
  log("warn", "refresh_without_airtable", { reason: table.error.code, creators: recalled.length });
  return recalled.length === 0 ? undefined : recalled;
}

/** Why nothing is due for a creator until a person acts. The journal knows better than a row whether a session lives. */
function waitingFor(
  known: ReturnType<TokenManager["statusOf"]>,
  status: Creator["status"],
): "needs_reauth" | "paused" | undefined {
  if (status === "paused") return "paused";
  const isDead = known?.isDead ?? false;
  const isRowRight = status === "needs_reauth" && known?.grantedAt === undefined;
  return isDead || isRowRight ? "needs_reauth" : undefined;
}

type Row = Pick<Creator, "recordId" | "slug" | "status">;

type Slug = NonNullable<Creator["slug"]>;

interface Candidate {
  readonly slug: Slug;
  /** Epoch milliseconds; 0: there are no tokens that can be read. */
  readonly expiresAt: number;
}

/** Renews one creator when her place in the queue comes up. */
async function renew(
  { tokens, now, sleep, log }: Container,
  slug: Slug,
  startsAt: number,
  deadlineMs: number,
): Promise<readonly [string, CronResult]> {
  if (startsAt >= deadlineMs) return [slug, { status: "left", code: "out_of_time" }];
  if (startsAt > now()) await sleep(startsAt - now());
  try {
    const renewed = await tokens.refreshDue(slug, MARGIN_MS);
    if (renewed.ok) return [slug, { status: renewed.value, code: null }];
    const { code } = renewed.error;
    const isSkipped = code === "not_connected" || code === "token_refresh_off";
    return [slug, { status: isSkipped ? "skipped" : "failed", code }];
  } catch (error) {
    // A bug in one creator's path must not cost the others their tokens.
    const name = error instanceof Error ? error.name : "unknown";
    log("error", "refresh_failed", { creator: slug, name });
    return [slug, { status: "failed", code: "internal" }];
  }
}
