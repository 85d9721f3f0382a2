import "server-only";
import { redact } from "@/lib/core/redact";

/** What a log line may carry: names, codes, numbers. Texts are redacted all the same. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Writes one structured line to standard output. */
export type Log = (level: "info" | "warn" | "error", event: string, fields?: LogFields) => void;

/** Logs as one JSON line; tokens, keys and e-mail addresses are taken out. */
export const log: Log = (level, event, fields = {}) => {
  const line = redact(JSON.stringify({ at: new Date().toISOString(), level, event, ...fields }));
  process.stdout.write(`${line}\n`);
};
