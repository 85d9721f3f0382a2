import "server-only";
import { isDevelopment } from "./env";

/** `next dev` evaluates code; nothing else may. */
const DEV_SCRIPT = isDevelopment() ? " 'unsafe-eval'" : "";
/** `style="display:none"`, which React writes on an `<svg>` that streams in late; no other style attribute is allowed. */
const HIDDEN_STYLE = "'sha256-aqNNdDLnnrDOnTNdkJpYlAxKVJtLt9CtFLklmInuUAE='";

/** The policy of a page: its own scripts by the nonce of this one answer, and nothing of any other site. */
export function contentSecurityPolicy({
  nonce,
  isHttps,
}: {
  readonly nonce: string;
  readonly isHttps: boolean;
}): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${DEV_SCRIPT}`,
    `style-src 'self' 'nonce-${nonce}'`,
    `style-src-attr 'unsafe-hashes' ${HIDDEN_STYLE}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    // On plain http it would send forms and scripts of a laptop to a port that does not listen.
    ...(isHttps ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}
