import { z } from "zod";
import { json, listen } from "./http";

const Mail = z.strictObject({
  from: z.string(),
  to: z.array(z.email()).length(1),
  subject: z.string().min(1),
  text: z.string().min(1),
  html: z.string().min(1),
});

/** A simulated Resend: takes mails at `POST /emails` and keeps them; `GET /sent` shows them to tests in other processes. */
export interface MailService {
  readonly url: string;
  /** What was delivered, in order; one mail an idempotency key. */
  readonly sent: readonly z.infer<typeof Mail>[];
  /** Calls that arrived, refused ones as well. */
  calls(): number;
  /** Answers with this status from now on; `200`: delivers again. */
  answerWith(status: number): void;
  close(): Promise<void>;
}

/** The key that the simulated service takes. */
export const MAIL_KEY = "re_sandbox_invented";

/** Starts it on 127.0.0.1. */
export async function startMailService(): Promise<MailService> {
  const delivered = new Map<string, z.infer<typeof Mail>>();
  const sent: z.infer<typeof Mail>[] = [];
  let calls = 0;
  let status = 200;
  const listener = await listen(({ method, url, headers, body }) => {
    if (method === "GET" && url.pathname === "/sent") return json(200, sent);
    calls += 1;
    const key = headers["idempotency-key"];
    if (method !== "POST" || url.pathname !== "/emails") return json(404, { name: "not_found" });
    if (headers.authorization !== `Bearer ${MAIL_KEY}`)
      return json(401, { name: "invalid_api_key" });
    if (status !== 200) return json(status, { name: "simulated_failure" });
    const mail = Mail.safeParse(JSON.parse(body));
    if (!mail.success || typeof key !== "string") return json(422, { name: "validation_error" });
    if (!delivered.has(key)) sent.push(mail.data);
    delivered.set(key, mail.data);
    return json(200, { id: key });
  });
  return {
    url: listener.url,
    sent,
    calls: () => calls,
    answerWith(next) {
      status = next;
    },
    close: listener.close,
  };
}
