import pLimit from "p-limit";
import { err, ok, type Result } from "@/lib/core/result";
import { SECOND_MS } from "@/lib/core/time";
import { LtkError } from "./errors";
import { parseRetryAfter, type RetryOptions, withRetries } from "./retry";

/** One try, body included. The portal's calls take 50–330 ms. */
const TRY_TIMEOUT_MS = 5 * SECOND_MS;
/** All tries of one read together. */
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
  readonly tokens: RequestTokens;
}

/** Sends a request and answers its parsed JSON. */
export type SendLtkRequest = (request: LtkRequest) => Promise<Result<unknown, LtkError>>;

interface RequesterOptions extends RetryOptions {
  readonly fetch: typeof fetch;
  readonly baseUrl: string;
}

/** Creates the one door to the gateway: headers, timeouts, retries, bounded concurrency and the classes of failure. */
export function createRequester(options: RequesterOptions): SendLtkRequest {
  const limit = pLimit(MAX_IN_FLIGHT);
  return (request) =>
    limit(() => {
      const deadlineMs = options.now() + READ_DEADLINE_MS;
      return withRetries(options, deadlineMs, () => {
        const leftMs = Math.max(1, deadlineMs - options.now());
        return send(options, request, Math.min(TRY_TIMEOUT_MS, leftMs));
      });
    });
}

function urlOf(baseUrl: string, request: LtkRequest): string {
  const filled = Object.entries(request.parameters).filter(([, value]) => value !== "");
  return `${baseUrl}${request.path}?${new URLSearchParams(filled)}`;
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
      redirect: "error",
      headers: {
        accept: "*/*",
        "content-type": "application/json",
        authorization: `Bearer ${tokens.accessToken}`,
        "x-id-token": tokens.idToken,
        origin: "https://creator.shopltk.com",
        referer: "https://creator.shopltk.com/",
      },
    });
    const body = await response.text();
    return readAnswer(endpoint, response, body, options.now());
  } catch (cause) {
    const message = isTimeout(cause) ? `no answer within ${timeoutMs} ms` : "connection failed";
    return err(new LtkError("ltk_unavailable", message, { endpoint, isRetryable: true, cause }));
  }
}

function isTimeout(cause: unknown): boolean {
  return cause instanceof Error && cause.name === "TimeoutError";
}

function readAnswer(
  endpoint: string,
  response: Response,
  body: string,
  nowMs: number,
): Result<unknown, LtkError> {
  const { status } = response;
  if (status === 200) {
    try {
      const json: unknown = JSON.parse(body);
      return ok(json);
    } catch (cause) {
      // A proxy's page or a cut body: the next try may well get the real answer.
      const options = { endpoint, isRetryable: true, cause };
      return err(new LtkError("ltk_unavailable", "status 200, but no JSON", options));
    }
  }
  const fail = (code: LtkError["code"], isRetryable: boolean) =>
    err(
      new LtkError(code, `status ${status}`, {
        endpoint,
        isRetryable,
        retryAfterMs: parseRetryAfter(response.headers.get("retry-after"), nowMs),
      }),
    );
  // Tyk answers a spent quota with 403; the rate-limit headers 0/0 mean "no limit" and are ignored.
  if (status === 429 || (status === 403 && /quota exceeded/i.test(body))) {
    return fail("ltk_rate_limited", true);
  }
  if (status === 401 || status === 403) return fail("ltk_unauthorised", false);
  if (status >= 500 || status === 408 || status === 425) return fail("ltk_unavailable", true);
  return fail("ltk_bad_request", false);
}
