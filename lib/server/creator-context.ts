import "server-only";
import type { Creator } from "@/lib/airtable/creators";
import type { CreatorStatus } from "@/lib/contracts/overview";
import { type Day, parseSlug, type Slug } from "@/lib/core/brand";
import { err, ok, type Result } from "@/lib/core/result";
import { dayIn } from "@/lib/core/time";
import { type ApiError, apiError } from "./api-error";
import type { Container } from "./container";
import { duplicateSlug, ignoredInRow } from "./row-problem";

/** A creator whose row is complete enough to ask LTK for her figures. */
export interface CreatorContext {
  readonly slug: Slug;
  readonly name: string;
  readonly publisherIds: readonly string[];
  readonly status: CreatorStatus;
  readonly timezone: string;
  readonly currency: string;
  readonly today: Day;
  /** What of her row is ignored, one sentence. */
  readonly ignored: string | undefined;
}

/** A creator's standing for pages: a row that lacks something needed is `incomplete`, whatever its status says. */
export function statusOf(creator: Creator): CreatorStatus {
  return creator.missing.length > 0 ? "incomplete" : creator.status;
}

/** Finds a creator in the snapshot. Errors name what the row lacks or which rows share the slug. */
export async function findCreator(
  container: Container,
  slugText: string,
): Promise<Result<CreatorContext, ApiError>> {
  const slug = parseSlug(slugText);
  if (slug === undefined) return err(apiError("not_found", "There is no such creator."));
  const snapshot = await container.snapshot.read();
  if (!snapshot.ok) {
    return err(apiError("airtable_unavailable", "Airtable did not answer; try again in a minute."));
  }
  const found = snapshot.value.find(slug);
  if (found.kind === "none") return err(apiError("not_found", "There is no such creator."));
  if (found.kind === "duplicate") {
    return err(apiError("not_configured", duplicateSlug(slug, found.names)));
  }
  const { creator } = found;
  if (creator.publisherIds.length === 0) {
    const message = `${creator.name} has no Publisher_ID in Airtable; add it to her row.`;
    return err(apiError("not_configured", message));
  }
  const timezone = creator.timezone ?? container.env.REPORT_TIMEZONE;
  return ok({
    slug,
    name: creator.name,
    publisherIds: creator.publisherIds,
    status: statusOf(creator),
    timezone,
    currency: creator.currency ?? container.env.REPORT_CURRENCY,
    today: dayIn(timezone, container.now()),
    ignored: ignoredInRow(creator),
  });
}
