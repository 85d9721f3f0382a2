import "server-only";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { connection } from "next/server";
import { cache } from "react";
import { parseQuery } from "@/lib/contracts/query";
import { type LtkQuery, PAGE_DEFAULTS, toSearch } from "@/lib/contracts/query.url";
import { COMPARISONS, INTERVALS } from "@/lib/core/range";
import type { Result } from "@/lib/core/result";
import type { ApiError } from "./api-error";
import { authorize, type GeneralAction, type Session } from "./authorize";
import { type Container, getContainer } from "./container";
import { type CreatorContext, findCreator } from "./creator-context";
import { readVisitor } from "./visitor";

/** The search parameters of a page as Next hands them over. */
export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** A signed-in visitor's way into the app. */
export interface PageAccess {
  readonly container: Container;
  readonly session: Session;
}

/** Who visits; whoever is not signed in is sent to the sign-in page, which also says what is not configured. Once per render. */
export const requireSession = cache(async (): Promise<PageAccess> => {
  // Before the environment is read, so that a build, which has none, never gets that far.
  await connection();
  const configured = getContainer();
  if (!configured.ok) redirect("/sign-in");
  const { container } = configured;
  const visitor = await readVisitor(container, (await headers()).get("cookie"));
  switch (visitor.kind) {
    case "signed_in":
      return { container, session: visitor.session };
    case "signed_out":
      return redirect("/sign-in");
    case "removed":
    case "unavailable":
      return redirect(`/sign-in?problem=${visitor.kind}`);
  }
});

/** The same for a page that is not open to every role: for the others it does not exist. */
export async function requireAccess(action: GeneralAction): Promise<PageAccess> {
  const access = await requireSession();
  if (!authorize(access.session, action).ok) notFound();
  return access;
}

/** The page a creator lands on: her own. `undefined` for everybody else, and for whoever has several. */
export function ownPage({ role, scope }: Session): `/creator/${string}` | undefined {
  if (role !== "creator" || scope === "all") return undefined;
  const [slug, ...others] = scope;
  return slug === undefined || others.length > 0 ? undefined : `/creator/${slug}`;
}

/**
 * The creator a page is about. Unknown ones are not found; other failures (Airtable is down, the row is incomplete) are
 * the page's to show. Call it before the first Suspense boundary: below one, the status would be 200.
 */
export async function requireCreator(slug: string): Promise<Result<CreatorContext, ApiError>> {
  const { container, session } = await requireSession();
  if (!authorize(session, "creator.read", slug).ok) notFound();
  const creator = await findCreator(container, slug);
  if (!creator.ok && creator.error.code === "not_found") notFound();
  return creator;
}

/** One parameter of a page's address, the first of its name. */
export function readParam(search: SearchParams, name: string): string | undefined {
  return first(search[name]);
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/**
 * Reads a page's state from its address. Links age, so what is not valid any more falls back to the default; `problem`
 * says so for the page to show.
 */
export function readPageQuery(
  search: SearchParams,
  creator: Pick<CreatorContext, "today" | "timezone">,
): { readonly query: LtkQuery; readonly problem: string | null } {
  const asked = {
    range: first(search["range"]) ?? PAGE_DEFAULTS.range,
    compare: first(search["compare"]) ?? PAGE_DEFAULTS.compare,
    interval: first(search["interval"]) ?? PAGE_DEFAULTS.interval,
  };
  const compare = COMPARISONS.find((value) => value === asked.compare) ?? PAGE_DEFAULTS.compare;
  const interval = INTERVALS.find((value) => value === asked.interval) ?? PAGE_DEFAULTS.interval;
  // One at a time: each that is not valid is told, and only that one falls back.
  const problems = Object.entries(asked).flatMap(([name, value]) => {
    const parsed = parseQuery(new URLSearchParams({ [name]: value }), creator);
    return parsed.ok ? [] : [{ name, words: parsed.error }];
  });
  const isRangeValid = !problems.some(({ name }) => name === "range");
  const range = isRangeValid ? asked.range : PAGE_DEFAULTS.range;
  const problem = problems.length === 0 ? null : problems.map(({ words }) => words).join(" ");
  return { query: { range, compare, interval }, problem };
}

/** The days a page's query stands for. The query must come from `readPageQuery`. */
export function periodOf(
  query: LtkQuery,
  creator: Pick<CreatorContext, "today" | "timezone">,
): { readonly from: string; readonly to: string } {
  const parsed = parseQuery(new URLSearchParams(toSearch(query)), creator);
  if (!parsed.ok) throw new Error("a page's query was not read by readPageQuery");
  return parsed.value.range;
}
