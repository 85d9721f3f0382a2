import "server-only";
import { err, ok, type Result } from "@/lib/core/result";
import { SECOND_MS } from "@/lib/core/time";

/** A mail to one person. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Sent again under the same key, the service delivers it once. */
  readonly idempotencyKey: string;
}

/** Why a mail was not taken: the service's status, or none because it did not answer. */
export interface MailFailure {
  readonly code: "mail_refused" | "mail_unavailable";
  readonly status: number | undefined;
}

/** Sends mails. */
export interface Mailer {
  /** Errors: `mail_refused` (4xx: key, sender or address), `mail_unavailable` (5xx, 429, no answer in time). */
  send(mail: Mail): Promise<Result<void, MailFailure>>;
}

const RESEND_URL = "https://api.resend.com";
const TIMEOUT_MS = 10 * SECOND_MS;

/**
 * Creates the sender over Resend; `undefined` without a key or a sender's address. One call a mail, no retry: whoever
 * waits for a link asks again.
 *
 * Source  https://resend.com/docs/api-reference/emails/send-email
 */
export function createMailer(options: {
  readonly RESEND_API_KEY?: string | undefined;
  readonly MAIL_FROM?: string | undefined;
  readonly fetch: typeof fetch;
  readonly baseUrl: string | undefined;
}): Mailer | undefined {
  const { RESEND_API_KEY: apiKey, MAIL_FROM: from, baseUrl = RESEND_URL } = options;
  if (apiKey === undefined || from === undefined) return undefined;
  return {
    async send({ idempotencyKey, to, subject, text, html }) {
      try {
        const response = await options.fetch(`${baseUrl}/emails`, {
          method: "POST",
          headers: {
            authorization: `Bearer ${apiKey}`,
            "content-type": "application/json",
            "idempotency-key": idempotencyKey,
          },
          body: JSON.stringify({ from, to: [to], subject, text, html }),
          redirect: "manual",
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        await response.body?.cancel();
        return response.ok ? ok(undefined) : err(failureOf(response.status));
      } catch {
        // The error's text may hold the request.
        return err({ code: "mail_unavailable", status: undefined });
      }
    },
  };
}

function failureOf(status: number): MailFailure {
  const isTheirs = status >= 500 || status === 429;
  return { code: isTheirs ? "mail_unavailable" : "mail_refused", status };
}
