import { randomUUID } from "node:crypto";
import type { Role } from "@/lib/core/role";
import { createMemoryKv } from "@/lib/kv/memory";
import { createSessionCookies } from "@/lib/server/session-cookie";
import { createSignInLinks } from "@/lib/server/sign-in-link";

/** The invented admin of the tests. */
export const ADMIN_EMAIL = "mara@studio.example";
export const SESSION_SECRET = "a secret of the tests, thirty-two characters or more";

const OPTIONS = { secret: SESSION_SECRET, newId: randomUUID };

/** A `Cookie` header that signs in on a server that runs with the secret above; `now` is the server's clock. */
export async function sessionCookie(
  now: () => number = Date.now,
  person: { readonly email: string; readonly role: Role } = { email: ADMIN_EMAIL, role: "admin" },
): Promise<string> {
  const cookie = await createSessionCookies({ ...OPTIONS, now }).create(person, false);
  return cookie.split(";")[0] ?? "";
}

/** A sign-in link for the server at `url`. */
export function signInLink(
  url: string,
  {
    email = ADMIN_EMAIL,
    now = Date.now,
  }: { readonly email?: string; readonly now?: () => number } = {},
): Promise<string> {
  const links = createSignInLinks({ ...OPTIONS, now, store: createMemoryKv({ now }) });
  return links.create({ email, kind: "first", appUrl: url });
}
