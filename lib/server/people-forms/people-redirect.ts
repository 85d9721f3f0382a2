import "server-only";
import { type PeopleDone, type PeopleProblem, personPath } from "@/lib/contracts/people.url";
import type { ApiError } from "../api-error";
import { errorResponse } from "../api-error";
import { seeOther } from "../same-site";

const LIST = "/settings/people";

/** Back to a person's page, or without a key to the list, with what became of it: a code, nobody's name. */
export function peopleRedirect(
  outcome: { readonly done: PeopleDone } | { readonly problem: PeopleProblem },
  key?: string,
): Response {
  const search = new URLSearchParams({ ...outcome });
  return seeOther(`${key === undefined ? LIST : personPath(key)}?${search}`);
}

/** The answer to a form that could not be read, or that is about nobody. */
export function refusePersonForm(error: ApiError | "unavailable" | "not_found"): Response {
  return typeof error === "string" ? peopleRedirect({ problem: error }) : errorResponse(error);
}
