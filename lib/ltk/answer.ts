import { err, ok, type Result } from "@/lib/core/result";
import { LtkError } from "./errors";
import { parseRetryAfter } from "./retry";

/** An answer as it was read. */
interface Answer {
  readonly response: Pick<Response, "status" | "headers">;
  readonly body: string;
  readonly nowMs: number;
}

/** Sorts an answer of the gateway: its JSON, or which failure it is and whether another try may heal it. */
export function readAnswer(endpoint: string, answer: Answer): Result<unknown, LtkError> {
  const { status, headers } = answer.response;
  if (status === 200) return parseJson(endpoint, answer.body);
  const fail = (code: LtkError["code"], isRetryable: boolean) => {
    const reason = code === "ltk_unavailable" ? ("status" as const) : undefined;
    const retryAfterMs = parseRetryAfter(headers.get("retry-after"), answer.nowMs);
    const options = { endpoint, isRetryable, reason, retryAfterMs };
    return err(new LtkError(code, `status ${status}`, options));
  };
  // Tyk answers a spent quota with 403; the rate-limit headers 0/0 mean "no limit" and are ignored.
  if (status === 429 || (status === 403 && /quota exceeded/i.test(answer.body))) {
    return fail("ltk_rate_limited", true);
  }
  if (status === 401 || status === 403) return fail("ltk_unauthorised", false);
  if (status >= 500 || status === 408 || status === 425) return fail("ltk_unavailable", true);
  return fail("ltk_bad_request", false);
}

function parseJson(endpoint: string, body: string): Result<unknown, LtkError> {
  try {
    const json: unknown = JSON.parse(body);
    return ok(json);
  } catch {
    // A proxy's page or a cut body: the next try may well get the real answer. The parser's error quotes the body.
    const options = { endpoint, isRetryable: true, reason: "not_json" as const };
    return err(new LtkError("ltk_unavailable", "status 200, but no JSON", options));
  }
}
