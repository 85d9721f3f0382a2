import { createCsrf } from "@/lib/server/csrf";
import { ADMIN_EMAIL, SESSION_SECRET } from "./sign-in";

/** What a browser adds to a request of one of our own pages. */
export const FROM_OWN_PAGE = { "sec-fetch-site": "same-origin" } as const;

/** The fields that a form on a page of this person has. */
export function ownForm(fields: Readonly<Record<string, string>> = {}, email = ADMIN_EMAIL) {
  return new URLSearchParams({ ...fields, csrf: createCsrf(SESSION_SECRET).token(email) });
}
