import { parseSlug, type Slug } from "@/lib/core/brand";
import type { Result } from "@/lib/core/result";

/** A slug that must be one. */
export function slugOf(text: string): Slug {
  const slug = parseSlug(text);
  if (slug === undefined) throw new Error(`not a slug: ${text}`);
  return slug;
}

/** The value; a failure is a failed test. */
export function requireOk<T>(result: Result<T, { readonly code: string }>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}
