import type { ErrorCode } from "@/lib/contracts/error";

/** Why an answer could not be had: a code of our API, or what happened on the way to it. */
export type FetchErrorCode = ErrorCode | "offline" | "bad_answer";

/** A failed request in words for the page. */
export class FetchError extends Error {
  override readonly name = "FetchError";
  readonly code: FetchErrorCode;

  constructor(code: FetchErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * Fetches an answer of our API and parses it with `parse`, which loads its schema on demand.
 *
 * Errors  `FetchError`: the API's own code and message; `offline` when nothing answered; `bad_answer` when what came
 *         is not ours (a proxy's page, or the shape of a newer deployment). A 401 also leaves for the sign-in page.
 */
export async function fetchJson<T>(
  url: string,
  parse: (body: unknown) => Promise<T>,
  init: RequestInit = { headers: { accept: "application/json" } },
): Promise<T> {
  const response = await fetch(url, init).catch((cause: unknown) => {
    throw new FetchError("offline", "No connection. What you see was loaded before.", { cause });
  });
  const isJson = response.headers.get("content-type")?.includes("json") === true;
  const body: unknown = isJson ? await response.json().catch(() => undefined) : undefined;
  if (response.status === 401) {
    window.location.assign("/sign-in");
    throw new FetchError("signed_out", "You were signed out.");
  }
  if (!response.ok) throw await toFetchError(body);
  try {
    return await parse(body);
  } catch (cause) {
    throw new FetchError("bad_answer", "The answer was not readable; reload the page.", { cause });
  }
}

async function toFetchError(body: unknown): Promise<FetchError> {
  const { ErrorBody } = await import("@/lib/contracts/error");
  const parsed = ErrorBody.safeParse(body);
  return parsed.success
    ? new FetchError(parsed.data.error.code, parsed.data.error.message)
    : new FetchError("bad_answer", "The server did not answer as it should; try again.");
}
