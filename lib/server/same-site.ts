import "server-only";

/**
 * False when a request shows that another site's page sent it: by `Sec-Fetch-Site`, or in older browsers by `Origin`, which
 * scripts cannot forge. Every browser sends one of them with a post; a request with neither comes from a program that was
 * given the cookie, so nobody was tricked.
 */
export function isSameSite(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = request.headers.get("origin");
  if (origin === null) return true;
  return URL.canParse(origin) && new URL(origin).host === request.headers.get("host");
}

/** True when a body is of a kind that a form on another site can send without being asked. */
export function isFormBody(request: Request): boolean {
  const type = request.headers.get("content-type") ?? "";
  return /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i.test(type);
}

/** True when the visitor's own connection is https; behind a proxy its forwarded header says so. */
export function isHttps(request: Request): boolean {
  const forwarded = request.headers.get("x-forwarded-proto");
  if (forwarded !== null) return forwarded.split(",")[0]?.trim() === "https";
  return new URL(request.url).protocol === "https:";
}

/** Begins with one slash, and has nothing in it that a browser would read as another host or a line's end. */
const OWN_PATH = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/;

/** A redirect after a form post. The location is a path, so that it holds on whatever host the visitor uses. */
export function seeOther(path: string, cookie?: string): Response {
  if (!OWN_PATH.test(path)) throw new Error("a redirect must lead to a path of our own");
  const headers = new Headers({ location: path, "cache-control": "private, no-store" });
  if (cookie !== undefined) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}

/**
 * The redirect after a sign-out: the cookie ends, and the browser forgets what it kept of our pages, so that "back" shows
 * none. Other cookies are left alone: the header would clear those of the whole registered domain.
 */
export function signedOut(path: string, cookie: string): Response {
  const response = seeOther(path, cookie);
  response.headers.set("clear-site-data", '"cache", "storage"');
  return response;
}
