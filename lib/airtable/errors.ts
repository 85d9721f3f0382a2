import { LOCKOUT_MS } from "./lockout";

/** Every way in which Airtable does not do what it was asked. */
export type AirtableErrorCode =
  /** 429: no call succeeds for 30 s. Also given, without a call, while that lasts. */
  | "rate_limited"
  /** The plan's monthly number of calls is used up. */
  | "quota_exceeded"
  /** 401: the key is wrong. */
  | "unauthorised"
  /** 403: the key may not do this, or the base does not exist. */
  | "forbidden"
  /** 404, or 422 `ROW_DOES_NOT_EXIST`: no such table or record. */
  | "not_found"
  /** 422: a column, a value or an option is refused; see `refusal`. */
  | "refused"
  /** 5xx, no connection, or no answer in time. A write may have been done all the same. */
  | "unavailable"
  /** An answer in a form we do not know. */
  | "bad_shape";

/** What a 422 names. */
export interface Refusal {
  /** Airtable's word, such as `UNKNOWN_FIELD_NAME`. */
  readonly type: string;
  /** The quoted text of Airtable's message: a column's name, or a select option. */
  readonly subject: string | undefined;
}

/** Why a call failed. The message names the call and the status, never a value. */
export interface AirtableError {
  readonly code: AirtableErrorCode;
  readonly message: string;
  readonly retryAfterMs?: number | undefined;
  readonly refusal?: Refusal | undefined;
}

/** What the SDK throws: an object that is no `Error`. `type` is Airtable's own word. */
export interface SdkFailure {
  readonly status: number | undefined;
  readonly type: string;
  readonly text: string;
}

/** Reads what the SDK threw. Anything else counts as no answer. */
export function readSdkFailure(thrown: unknown): SdkFailure {
  const none = { status: undefined, type: "", text: "" };
  if (typeof thrown !== "object" || thrown === null) return none;
  const status = "statusCode" in thrown ? thrown.statusCode : undefined;
  const type = "error" in thrown ? thrown.error : undefined;
  const text = "message" in thrown ? thrown.message : undefined;
  return {
    status: typeof status === "number" ? status : undefined,
    type: typeof type === "string" ? type : "",
    text: typeof text === "string" ? text : "",
  };
}

/** Classifies a failed call by its status. */
export function toAirtableError(call: string, failure: SdkFailure): AirtableError {
  const { status, type, text } = failure;
  const message = status === undefined ? `${call}: no answer` : `${call}: HTTP ${status}`;
  switch (status) {
    case 401:
      return { code: "unauthorised", message };
    case 403:
      return { code: "forbidden", message };
    case 404:
      return { code: "not_found", message };
    case 413:
      return { code: "refused", message, refusal: { type, subject: undefined } };
    case 422:
      // What a batch answers where a call for one record says 404.
      if (type === "ROW_DOES_NOT_EXIST") return { code: "not_found", message };
      return { code: "refused", message, refusal: { type, subject: quotedIn(text) } };
    case 429: {
      const isQuota = type.includes("BILLING") || type.includes("QUOTA");
      const code = isQuota ? "quota_exceeded" : "rate_limited";
      return { code, message, retryAfterMs: LOCKOUT_MS[code] };
    }
    default:
      return status !== undefined && status < 400
        ? { code: "bad_shape", message: `${call}: the answer is no JSON object` }
        : { code: "unavailable", message };
  }
}

/** `Unknown field name: "Status"` → `Status`; a select option stands in two pairs of quotes. */
function quotedIn(text: string): string | undefined {
  return /"+([^"]+)"+/.exec(text)?.[1];
}
