import "server-only";
import { ok, type Result } from "@/lib/core/result";
import { type ApiError, errorResponse } from "./api-error";
import { seeOther } from "./same-site";

/** What of signing in is limited, each for a network address or for a person. */
export type SignInLimit =
  | "sign-in/address"
  | "sign-in/person"
  | "sign-in-mail/address"
  | "sign-in-mail/person";

/** Counts tries. */
export interface SignInLimits {
  /** Errors: `slow_down`, with a sentence that says when to try again. */
  take(name: SignInLimit, subject: string): Promise<Result<undefined, ApiError>>;
}

/** Refuses nobody. */
export const unlimited: SignInLimits = { take: async () => ok(undefined) };

/** Counts a try; the answer to one too many, `undefined` for the rest. A browser gets a page, a program 429. */
export async function refuseTooMany(
  limits: SignInLimits,
  request: Request,
  [name, subject]: readonly [SignInLimit, string],
): Promise<Response | undefined> {
  const taken = await limits.take(name, subject);
  if (taken.ok) return undefined;
  const isBrowser = request.headers.get("accept")?.includes("text/html") ?? false;
  return isBrowser ? seeOther("/sign-in?problem=slow-down") : errorResponse(taken.error);
}
