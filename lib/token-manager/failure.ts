import { SECOND_MS } from "../core/time";

/** Why the token endpoint gave no tokens, by what must follow from it. Total: every answer falls into one class. */
export type GrantFailure =
  /** The creator must log in again: this refresh token will never work. */
  | { readonly kind: "refused"; readonly error: string }
  /** Our settings are wrong. Says nothing about any creator; the token is unspent. */
  | { readonly kind: "misconfigured"; readonly error: string }
  /** Not now; the token is unspent. */
  | { readonly kind: "wait"; readonly retryAfterMs: number | undefined }
  /** The request never left; the token is unspent. */
  | { readonly kind: "never_sent" }
  /** Sent, and no telling whether the token was spent (rule R5). */
  | {
      readonly kind: "unknown";
      readonly cause: "reset" | "timeout" | "server_error" | "unreadable";
    };

/** An answer of the token endpoint as far as it was read. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly retryAfter: string | null;
  readonly rateLimitReset: string | null;
}

const REFUSED = new Set([
  "invalid_grant",
  "mfa_required",
  "interaction_required",
  "login_required",
  "consent_required",
  "access_denied",
]);

const MISCONFIGURED = new Set([
  "invalid_client",
  "unauthorized_client",
  "unsupported_grant_type",
  "invalid_scope",
  "invalid_request",
]);

const WAIT = new Set(["too_many_requests", "temporarily_unavailable"]);

/**
 * Classifies an answer without tokens. By `error`, never by status alone (Auth0 uses 400, 401 and 403 for the same
 * thing) and never by description, except that Auth0 reports its own overload as `access_denied`, "Global limit has
 * been reached".
 */
export function classifyAnswer(answer: Answer, now: number): GrantFailure {
  const { status } = answer;
  const { error, description } = readError(answer.body);
  const isOverload = error === "access_denied" && description.includes("Global limit");
  if (status === 429 || status === 503 || isOverload || (error !== undefined && WAIT.has(error))) {
    return { kind: "wait", retryAfterMs: readRetryAfter(answer, now) };
  }
  if (error !== undefined && MISCONFIGURED.has(error)) return { kind: "misconfigured", error };
  if (error !== undefined && REFUSED.has(error) && status >= 400 && status < 500) {
    return { kind: "refused", error };
  }
  // No token endpoint lives there: the address is wrong.
  if (status === 404 || status === 405) return { kind: "misconfigured", error: `http_${status}` };
  return { kind: "unknown", cause: status >= 500 ? "server_error" : "unreadable" };
}

function readError(body: string): {
  readonly error: string | undefined;
  readonly description: string;
} {
  const parsed = parseObject(body);
  const error = parsed.get("error");
  const description = parsed.get("error_description");
  return {
    error: typeof error === "string" ? error : undefined,
    description: typeof description === "string" ? description : "",
  };
}

function parseObject(body: string): ReadonlyMap<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
  } catch {
    return new Map();
  }
}

/** The longer of `Retry-After` (seconds or a date) and `X-RateLimit-Reset` (epoch seconds), in milliseconds from now. */
function readRetryAfter(answer: Answer, now: number): number | undefined {
  const waits = [waitOf(answer.retryAfter, now), untilReset(answer.rateLimitReset, now)];
  const known = waits.filter((ms) => ms !== undefined && Number.isFinite(ms) && ms > 0);
  return known.length === 0 ? undefined : Math.max(...known.map((ms) => ms ?? 0));
}

function waitOf(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === "") return undefined;
  const seconds = Number(header);
  return Number.isNaN(seconds) ? Date.parse(header) - now : seconds * SECOND_MS;
}

function untilReset(header: string | null, now: number): number | undefined {
  const seconds = Number(header ?? "");
  return seconds > 0 ? seconds * SECOND_MS - now : undefined;
}

/** Failures before anything was sent: name, route, connection, certificate. */
const NEVER_SENT = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "CERT_HAS_EXPIRED",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/** Classifies what `fetch` threw. Whatever is not surely unsent counts as sent. */
export function classifyThrown(thrown: unknown): GrantFailure {
  if (thrown instanceof Error && (thrown.name === "TimeoutError" || thrown.name === "AbortError")) {
    return { kind: "unknown", cause: "timeout" };
  }
  const codes = errorCodes(thrown);
  const isUnsent = codes.length > 0 && codes.every((code) => NEVER_SENT.has(code));
  return isUnsent ? { kind: "never_sent" } : { kind: "unknown", cause: "reset" };
}

/** The system codes within an error: its own, its cause's, and those of each address that was tried. */
function errorCodes(thrown: unknown): readonly string[] {
  if (!(thrown instanceof Error)) return [];
  if (thrown instanceof AggregateError && thrown.errors.length > 0) {
    return thrown.errors.flatMap(errorCodes);
  }
  if (thrown.cause !== undefined) return errorCodes(thrown.cause);
  return "code" in thrown && typeof thrown.code === "string" ? [thrown.code] : [];
}
