import { type NextRequest, NextResponse } from "next/server";
import { isDevelopment, readSessionSecret } from "@/lib/server/env";
import { createSessionCookies } from "@/lib/server/session-cookie";

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
 * The cookie of a session in use past half of its life. Only its seal and age count here: a session that was ended
 * everywhere, or whose person was removed, is renewed as well and opens nothing, since both go by the sign-in.
 */
async function renewedCookie(request: NextRequest): Promise<string | null> {
  const secret = readSessionSecret();
  if (secret === undefined) return null;
  const cookies = createSessionCookies({ secret, now: Date.now, newId: () => crypto.randomUUID() });
  return cookies.renew(request.headers.get("cookie"));
}

/**
 * Runs before every page: a nonce for its scripts, and a shortcut to the sign-in page for visitors without a cookie.
 * The real check is `requireSession` and the routes' wrapper; this one only spares a render.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
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
  const cookie = await renewedCookie(request);
  if (cookie !== null) response.headers.append("set-cookie", cookie);
  return response;
}

export const config = {
  matcher: [
    {
      source: "/((?!api/|_next/static/|_next/image|favicon.ico|icon.svg|robots.txt).*)",
      missing: [{ type: "header", key: "next-router-prefetch" }],
    },
  ],
};
