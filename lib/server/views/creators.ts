import "server-only";
import type { CreatorStatus } from "@/lib/contracts/overview";
import { err, ok, type Result } from "@/lib/core/result";
import { type ApiError, apiError } from "../api-error";
import { isInScope, type Session } from "../authorize";
import type { Container } from "../container";
import { statusOf } from "../creator-context";
import { rowProblem } from "../row-problem";

/** A row of the creators' list: a creator with a page of her own, or a row of Airtable that needs mending first. */
export type CreatorListItem =
  | {
      readonly kind: "creator";
      readonly key: string;
      readonly slug: string;
      readonly name: string;
      readonly status: CreatorStatus;
    }
  | {
      readonly kind: "problem";
      readonly key: string;
      readonly name: string;
      readonly problem: string;
    };

/** All creators in the order of their names, and how old the list is. */
export interface CreatorList {
  readonly items: readonly CreatorListItem[];
  /** Set while Airtable does not answer: when it last did. */
  readonly staleSinceMs: number | null;
}

/** Lists the creators in a person's scope with what each row lacks; rows without a slug are an admin's to mend. */
export async function listCreators(
  container: Container,
  session: Session,
): Promise<Result<CreatorList, ApiError>> {
  const snapshot = await container.snapshot.read();
  if (!snapshot.ok) {
    return err(apiError("airtable_unavailable", "Airtable did not answer; try again in a minute."));
  }
  const { creators, find, isStale, readAt } = snapshot.value;
  const inScope = creators.filter(({ slug }) => isInScope(session, slug ?? ""));
  const items = inScope.map((creator): CreatorListItem => {
    const { recordId, name, slug } = creator;
    const problem = rowProblem(creator, find);
    return slug === undefined || problem !== undefined
      ? { kind: "problem", key: recordId, name, problem: problem ?? "" }
      : { kind: "creator", key: recordId, slug, name, status: statusOf(creator) };
  });
  items.sort((a, b) => a.name.localeCompare(b.name));
  return ok({ items, staleSinceMs: isStale ? readAt : null });
}
