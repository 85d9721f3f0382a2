const JWT = /eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)*/g;
const REFRESH_TOKEN = /\bv1\.[A-Za-z0-9_-]{8,}/g;
const AIRTABLE_KEY = /\bpat[A-Za-z0-9]{8,}(?:\.[A-Za-z0-9]+)?/g;
const BEARER = /\b(Bearer)\s+[^\s"',]+/gi;
const EMAIL = /[^\s"'<>:,;=]+@[^\s"'<>:,;=]+\.[a-z]{2,}/gi;
const NAMED_SECRET =
  /("?(?:access_token|id_token|refresh_token|client_secret|authorization|x-id-token|token|password)"?\s*[:=]\s*)("[^"]*"|[^\s,&}]+)/gi;

/** Takes tokens and keys out of a text that may name people. */
export function redactSecrets(text: string): string {
  return text
    .replace(JWT, "[token]")
    .replace(REFRESH_TOKEN, "[token]")
    .replace(AIRTABLE_KEY, "[key]")
    .replace(BEARER, "$1 [token]")
    .replace(NAMED_SECRET, "$1[secret]");
}

/** Takes tokens, keys and e-mail addresses out of a text before it is logged. */
export function redact(text: string): string {
  return redactSecrets(text).replace(EMAIL, "[e-mail]");
}
