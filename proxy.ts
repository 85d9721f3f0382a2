import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy } from "@/lib/server/content-security-policy";
import { readSessionSecret } from "@/lib/server/env";
import { isHttps } from "@/lib/server/same-site";
import { createSessionCookies } from "@/lib/server/session-cookie";

const PUBLIC_PATHS = ["/sign-in"];

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
 * The real check is `requireSession` and the routes' wrapper; this one only spares a render. Headers that are the same for
 * every answer stand in next.config.ts.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname } = request.nextUrl;
  if (!PUBLIC_PATHS.includes(pathname) && !hasSessionCookie(request)) {
    return NextResponse.redirect(new URL("/sign-in", request.url), {
      status: 307,
      headers: { "cache-control": "private, no-store" },
    });
  }
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy({ nonce, isHttps: isHttps(request) });
  const headers = new Headers(request.headers);
  // Next takes the nonce for its own scripts from this request header.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  const cookie = await renewedCookie(request);
  if (cookie !== null) response.headers.append("set-cookie", cookie);
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
