import "server-only";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import type { z } from "zod";
import { ErrorBody } from "@/lib/contracts/error";
import { err, ok, type Result } from "@/lib/core/result";

type Handler = (request: Request) => Promise<Response>;
type CreatorHandler = (
  request: Request,
  context: { readonly params: Promise<{ readonly creator: string }> },
) => Promise<Response>;

/** Calls the handler of a route under `/api/ltk/[creator]` from a page, as `callHandler` does. */
export async function callRoute<T>(
  handler: CreatorHandler,
  path: string,
  slug: string,
  contract: z.ZodType<T>,
): Promise<Result<T, ErrorBody["error"]>> {
  const params = Promise.resolve({ creator: slug });
  return callHandler((request) => handler(request, { params }), path, contract);
}

/**
 * Calls a route's handler from a page, in process: same authorisation, same contract, no HTTP hop. 401 leads to the
 * sign-in page and 404 to the not-found page, so it must run before the first Suspense boundary to keep their status codes.
 */
export async function callHandler<T>(
  handler: Handler,
  path: string,
  contract: z.ZodType<T>,
): Promise<Result<T, ErrorBody["error"]>> {
  const cookie = (await headers()).get("cookie") ?? "";
  const request = new Request(new URL(path, "http://in-process"), { headers: { cookie } });
  const response = await handler(request);
  const body: unknown = await response.json();
  if (response.ok) return ok(contract.parse(body));
  if (response.status === 401) redirect("/sign-in");
  if (response.status === 404) notFound();
  return err(ErrorBody.parse(body).error);
}
