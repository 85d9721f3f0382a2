import "server-only";
import type { ErrorBody, ErrorCode } from "@/lib/contracts/error";
import { SECOND_MS } from "@/lib/core/time";

/** The one place that turns codes into HTTP statuses. */
const STATUS: Readonly<Record<ErrorCode, number>> = {
  invalid_query: 400,
  signed_out: 401,
  forbidden: 403,
  not_found: 404,
  needs_reauth: 409,
  too_large: 413,
  slow_down: 429,
  upstream_unavailable: 502,
  not_configured: 503,
  airtable_unavailable: 503,
  internal: 500,
};

/** An expected failure of a route: a code and one sentence for the person who sees it. */
export interface ApiError {
  readonly code: ErrorCode;
  readonly message: string;
  /** When it is worth trying again; becomes the header `Retry-After`, in whole seconds. */
  readonly retryAfterMs?: number;
}

/** Creates an `ApiError`. */
export function apiError(code: ErrorCode, message: string): ApiError {
  return { code, message };
}

/** Headers of every API answer: personal figures are kept by nobody on the way. */
export const API_HEADERS = { "cache-control": "private, no-store" } as const;

/** The HTTP answer of a failure. */
export function errorResponse(error: ApiError): Response {
  const body: ErrorBody = { error: { code: error.code, message: error.message } };
  const headers = new Headers(API_HEADERS);
  if (error.retryAfterMs !== undefined) {
    headers.set("retry-after", String(Math.max(1, Math.ceil(error.retryAfterMs / SECOND_MS))));
  }
  return Response.json(body, { status: STATUS[error.code], headers });
}
