/** What can go wrong when LTK's gateway is asked. */
export type LtkErrorCode =
  /** 401, or 403 "not authorised": the tokens were refused. */
  | "ltk_unauthorised"
  | "ltk_rate_limited"
  | "ltk_unavailable"
  | "ltk_bad_request"
  /** The answer has not the shape we know: LTK changed something. */
  | "ltk_bad_shape";

/** Why, where one code has several causes. */
export type LtkErrorReason =
  /** Of `ltk_unavailable`. The last two were not sent: LTK is known to be down, or too little time was left. */
  | "status"
  | "timeout"
  | "connection"
  | "not_json"
  | "circuit_open"
  | "deadline"
  /** Of `ltk_bad_shape`: the pages do not end as they should. */
  | "repeated_cursor"
  | "too_many_pages";

interface LtkErrorOptions {
  readonly endpoint: string;
  readonly isRetryable: boolean;
  readonly reason?: LtkErrorReason | undefined;
  /** How long LTK asked us to wait. */
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** A failed read of LTK. The message names endpoint, status or path, and never a value, a token or a query. */
export class LtkError extends Error {
  readonly code: LtkErrorCode;
  readonly endpoint: string;
  readonly isRetryable: boolean;
  readonly reason: LtkErrorReason | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: LtkErrorCode, message: string, options: LtkErrorOptions) {
    super(`${options.endpoint}: ${message}`, { cause: options.cause });
    this.name = "LtkError";
    this.code = code;
    this.endpoint = options.endpoint;
    this.isRetryable = options.isRetryable;
    this.reason = options.reason;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** The error for an answer whose shape is not the one we know. `path` is where it differs, e.g. `clicks.date_ranges.3`. */
export function badShape(endpoint: string, path: string, reason?: LtkErrorReason): LtkError {
  return new LtkError("ltk_bad_shape", `unexpected shape at ${path}`, {
    endpoint,
    isRetryable: false,
    reason,
  });
}
