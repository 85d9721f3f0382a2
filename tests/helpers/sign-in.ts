import { createSessions } from "@/lib/server/session";
import { createSignInLinks } from "@/lib/server/sign-in-link";

/** The invented admin of the tests. */
export const ADMIN_EMAIL = "mara@studio.example";
export const SESSION_SECRET = "a secret of the tests, thirty-two characters or more";

const OPTIONS = { secret: SESSION_SECRET, adminEmails: [ADMIN_EMAIL], now: Date.now };

/** A `Cookie` header that signs in on a server that runs with the secret above; `now` is the server's clock. */
export async function sessionCookie(now: () => number = Date.now): Promise<string> {
  const cookie = await createSessions({ ...OPTIONS, now }).create(ADMIN_EMAIL, false);
  return cookie.split(";")[0] ?? "";
}

/** A sign-in link for the server at `url`. */
export function signInLink(url: string): Promise<string> {
  return createSignInLinks(OPTIONS).create(ADMIN_EMAIL, url);
}
