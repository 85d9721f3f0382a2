import { type NextRequest, NextResponse } from "next/server";
import { isDevelopment } from "@/lib/server/env";

/** `next dev` evaluates code; nothing else may. */
const DEV_SCRIPT = isDevelopment() ? " 'unsafe-eval'" : "";
const PUBLIC_PATHS = ["/sign-in"];
/** `style="display:none"`, which React writes on an `<svg>` that streams in late; no other style attribute is allowed. */
const HIDDEN_STYLE = "'sha256-aqNNdDLnnrDOnTNdkJpYlAxKVJtLt9CtFLklmInuUAE='";

function contentSecurityPolicy(nonce: string): string {
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
  ].join("; ");
}

function hasSessionCookie(request: NextRequest): boolean {
  return request.cookies.has("__Host-session") || request.cookies.has("session");
}

/**
 * Runs before every page: a nonce for its scripts, and a shortcut to the sign-in page for visitors without a cookie.
 * The real check is `requireSession` and the routes' wrapper; this one only spares a render.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname } = request.nextUrl;
  if (!PUBLIC_PATHS.includes(pathname) && !hasSessionCookie(request)) {
    return NextResponse.redirect(new URL("/sign-in", request.url), 307);
  }
  const policy = contentSecurityPolicy(btoa(crypto.randomUUID()));
  const headers = new Headers(request.headers);
  // Next takes the nonce for its own scripts from this request header.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("referrer-policy", "same-origin");
  response.headers.set("x-content-type-options", "nosniff");
  return response;
}

/**
 * Open on purpose, to everybody: scripts and styles, the icons, and the manifest, which browsers fetch without cookies.
 * Routes under api/ check for themselves. tests/production/open-files.test.ts lists them again.
 */
export const config = {
  matcher: [
    {
      source:
        "/((?!api/|_next/static/|_next/image|favicon\\.ico$|icon\\.svg$|apple-icon\\.png$|icons/[\\w-]+\\.png$|manifest\\.webmanifest$|robots\\.txt$).*)",
      missing: [{ type: "header", key: "next-router-prefetch" }],
    },
  ],
};
