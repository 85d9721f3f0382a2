import Airtable from "airtable";
import { z } from "zod";
import { withDeadline } from "./deadline";

const AIRTABLE_URL = "https://api.airtable.com";

/** A base whose 429 keeps Airtable's own word: the SDK throws it away, and a spent quota looks like a burst. */
class Base extends Airtable.Base {
  override _checkStatusForError(statusCode: number, body?: unknown) {
    const error = super._checkStatusForError(statusCode, body);
    const type = ErrorBody.safeParse(body).data;
    return error !== null && statusCode === 429 && type !== undefined
      ? new Airtable.Error(type, error.message, statusCode)
      : error;
  }
}

/** Both envelopes: `{ error: { type } }` and `{ errors: [{ error }] }`. */
const ErrorBody = z.union([
  z
    .looseObject({ error: z.looseObject({ type: z.string() }) })
    .transform(({ error }) => error.type),
  z
    .looseObject({ errors: z.tuple([z.looseObject({ error: z.string() })]).rest(z.unknown()) })
    .transform(({ errors }) => errors[0].error),
]);

/** Makes the function that sends one request to a base, with the SDK's retries off and a deadline of our own. */
export function createBase(options: {
  readonly apiKey: string;
  readonly baseId: string;
  readonly endpointUrl?: string | undefined;
  readonly timeoutMs: number;
}) {
  const { timeoutMs } = options;
  const airtable = new Airtable({
    apiKey: options.apiKey,
    endpointUrl: (options.endpointUrl ?? AIRTABLE_URL).replace(/\/+$/, ""),
    noRetryIfRateLimited: true,
    requestTimeout: timeoutMs,
  });
  const base = new Base(airtable, options.baseId);
  // The SDK's own timeout ends with the headers; a body that stalls is given up here.
  return (request: Parameters<typeof base.makeRequest>[0]) =>
    withDeadline(base.makeRequest(request), timeoutMs);
}
