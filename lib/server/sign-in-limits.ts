import "server-only";
import { errorResponse } from "./api-error";
import type { RateLimiter, RateLimitName } from "./rate-limit";
import { seeOther } from "./same-site";

/** Counts a try; the answer to one too many, `undefined` for the rest. A browser gets a page, a program 429. */
export async function refuseTooMany(
  limits: RateLimiter,
  request: Request,
  [name, subject]: readonly [name: RateLimitName, subject: string],
): Promise<Response | undefined> {
  const taken = await limits.take(name, subject);
  if (taken.ok) return undefined;
  const isBrowser = request.headers.get("accept")?.includes("text/html") ?? false;
  return isBrowser ? seeOther("/sign-in?problem=slow-down") : errorResponse(taken.error);
}
