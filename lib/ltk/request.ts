import pLimit from "p-limit";
import { err, type Result } from "@/lib/core/result";
import { SECOND_MS } from "@/lib/core/time";
import { readAnswer } from "./answer";
import { type CircuitBreaker, createCircuitBreaker } from "./circuit-breaker";
import { LtkError } from "./errors";
import { MAX_RETRIES, type RetryOptions, SHORTEST_TRY_MS, withRetries } from "./retry";
import { createRetryBudget, type RetryBudget } from "./retry-budget";

/** One try, body included. The portal's calls take 50–330 ms. */
const TRY_TIMEOUT_MS = 2.5 * SECOND_MS;
/** All tries of one read together: four that are not answered, and the longest waits between them. */
const READ_DEADLINE_MS = 12 * SECOND_MS;
/** Calls in flight per process; the portal itself fires about 20 in two seconds. */
const MAX_IN_FLIGHT = 8;

/** The tokens a request carries. LTK's gateway wants both. */
export interface RequestTokens {
  readonly accessToken: string;
  readonly idToken: string;
}

/** A GET of the gateway: parameters that are empty are left out, because LTK answers 400 to empty ones. */
export interface LtkRequest {
  readonly endpoint: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** `undefined` for what LTK shows to everybody. */
  readonly tokens: RequestTokens | undefined;
  /** When whoever asks no longer waits, epoch milliseconds. A read takes 12 s at most in any case. */
  readonly deadlineMs?: number | undefined;
  /** How long to wait before the first try. */
  readonly delayMs?: number | undefined;
}

/** Sends a request and answers its parsed JSON. */
export type SendLtkRequest = (request: LtkRequest) => Promise<Result<unknown, LtkError>>;

interface RequesterOptions extends Omit<RetryOptions, "budget" | "maxRetries"> {
  readonly fetch: typeof fetch;
  readonly baseUrl: string;
  readonly maxRetries?: number | undefined;
  readonly tryTimeoutMs?: number | undefined;
  readonly maxInFlight?: number | undefined;
  readonly budget?: RetryBudget | undefined;
  readonly breaker?: CircuitBreaker | undefined;
}

/**
 * Creates the one door to the gateway: headers, timeouts, retries, bounded concurrency and the classes of failure. What it
 * bounds (calls in flight, retries, asking a host that is down) it bounds for all its callers together: one a process.
 */
export function createRequester(options: RequesterOptions): SendLtkRequest {
  const { now, sleep } = options;
  const limit = pLimit(options.maxInFlight ?? MAX_IN_FLIGHT);
  const breaker = options.breaker ?? createCircuitBreaker(options);
  const retry: RetryOptions = {
    ...options,
    budget: options.budget ?? createRetryBudget(options),
    maxRetries: options.maxRetries ?? MAX_RETRIES,
  };

  /** One try, when its turn comes; the time it waited for that counts against the deadline. */
  async function attempt(request: LtkRequest, deadlineMs: number) {
    const leftMs = Math.floor(deadlineMs - now());
    if (leftMs < SHORTEST_TRY_MS) return err(outOfTime(request.endpoint));
    return send(options, request, Math.min(options.tryTimeoutMs ?? TRY_TIMEOUT_MS, leftMs));
  }

  return async (request) => {
    const { endpoint, delayMs = 0 } = request;
    const askedMs = request.deadlineMs ?? Number.POSITIVE_INFINITY;
    if (now() + delayMs + SHORTEST_TRY_MS > askedMs) return err(outOfTime(endpoint));
    if (delayMs > 0) await sleep(delayMs);
    const deadlineMs = Math.min(askedMs, now() + READ_DEADLINE_MS);
    return withRetries(retry, deadlineMs, () =>
      limit(() => breaker.run(endpoint, () => attempt(request, deadlineMs))),
    );
  };
}

function outOfTime(endpoint: string): LtkError {
  const options = { endpoint, isRetryable: false, reason: "deadline" as const };
  return new LtkError("ltk_unavailable", "too little time was left to ask", options);
}

function urlOf(baseUrl: string, request: LtkRequest): string {
  const filled = Object.entries(request.parameters).filter(([, value]) => value !== "");
  const query = filled.length === 0 ? "" : `?${new URLSearchParams(filled)}`;
  return `${baseUrl}${request.path}${query}`;
}

function headersOf(tokens: RequestTokens | undefined): Record<string, string> {
  const shared = {
    accept: "*/*",
    "content-type": "application/json",
    origin: "https://creator.shopltk.com",
    referer: "https://creator.shopltk.com/",
    // The posts feed answers 429 to callers that do not look like a browser.
    "user-agent": "Mozilla/5.0 (compatible; Hemline)",
  };
  if (tokens === undefined) return shared;
  const { accessToken, idToken } = tokens;
  return { ...shared, authorization: `Bearer ${accessToken}`, "x-id-token": idToken };
}

async function send(
  options: RequesterOptions,
  request: LtkRequest,
  timeoutMs: number,
): Promise<Result<unknown, LtkError>> {
  const { endpoint, tokens } = request;
  try {
    const response = await options.fetch(urlOf(options.baseUrl, request), {
      // A fresh signal per try: without one Next answers a repeated GET of one render from memory.
      signal: AbortSignal.timeout(timeoutMs),
      cache: "no-store",
      // Tokens go to this host only; a redirect is an answer like any other that was not expected.
      redirect: "manual",
      headers: headersOf(tokens),
    });
    const body = await response.text();
    return readAnswer(endpoint, { response, body, nowMs: options.now() });
  } catch (cause) {
    const isTimeout = cause instanceof Error && cause.name === "TimeoutError";
    const message = isTimeout ? `no answer within ${timeoutMs} ms` : "connection failed";
    const reason = isTimeout ? ("timeout" as const) : ("connection" as const);
    return err(
      new LtkError("ltk_unavailable", message, { endpoint, isRetryable: true, reason, cause }),
    );
  }
}
