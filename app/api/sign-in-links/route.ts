import { mailSignInLink } from "@/lib/server/mail-sign-in-link";
import { respond } from "@/lib/server/route";

/** Mails a sign-in link to the address of the form, if it may sign in. */
export function POST(request: Request): Promise<Response> {
  return respond((container) => mailSignInLink(container, request));
}
