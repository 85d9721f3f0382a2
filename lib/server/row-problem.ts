import "server-only";
import type { Creator } from "@/lib/airtable/creators";
import type { Snapshot } from "@/lib/airtable/snapshot";

/** Why a row of the creators' table cannot be used, and how to mend it; `undefined` when it can. */
export function rowProblem(creator: Creator, find: Snapshot["find"]): string | undefined {
  const { slug, missing } = creator;
  if (missing.length > 0) return `Missing in Airtable: ${missing.join(", ")}.`;
  if (slug === undefined) {
    return "Its Slug in Airtable is not valid: lower-case words joined by hyphens, such as ava-lane.";
  }
  const found = find(slug);
  return found.kind === "duplicate" ? duplicateSlug(slug, found.names) : undefined;
}

/** Said of rows that share a slug: neither is used, lest one creator sees the other's figures. */
export function duplicateSlug(slug: string, names: readonly string[]): string {
  return `${names.join(" and ")} share the slug ${slug}; give each row in Airtable its own Slug.`;
}

/** Columns without a default: the row is not used, or /settings tells what is wrong. */
const WITHOUT_DEFAULT = ["Slug", "Refresh_Token"];

/** What of a usable row is ignored, one sentence; `undefined` when nothing is. */
export function ignoredInRow({ invalid }: Creator): string | undefined {
  const columns = invalid.filter((column) => !WITHOUT_DEFAULT.includes(column));
  if (columns.length === 0) return undefined;
  const verb = columns.length === 1 ? "is" : "are";
  return `${columns.join(" and ")} in Airtable ${verb} not valid; the default is used.`;
}
