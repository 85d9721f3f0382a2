import { SECRET_PATTERNS } from "./secret-patterns";

const BEARER = /\b(Bearer)\s+[^\s"',]+/gi;
const EMAIL = /[^\s"'<>:,;=]+@[^\s"'<>:,;=]+\.[a-z]{2,}/gi;
const NAMED_SECRET =
  /("?(?:access_token|id_token|refresh_token|client_secret|authorization|x-id-token|token|password|cookie|csrf)"?\s*[:=]\s*)("[^"]*"|[^\s,&}]+)/gi;

/** Takes tokens and keys out of a text that may name people. */
export function redactSecrets(text: string): string {
  return SECRET_PATTERNS.reduce((left, { pattern, mask }) => left.replace(pattern, mask), text)
    .replace(BEARER, "$1 [token]")
    .replace(NAMED_SECRET, "$1[secret]");
}

/** Takes tokens, keys and e-mail addresses out of a text before it is logged. */
export function redact(text: string): string {
  return redactSecrets(text).replace(EMAIL, "[e-mail]");
}
