import { respond } from "@/lib/server/route";
import { signIn } from "@/lib/server/sign-in";

/** Signs in with the token of a sign-in link. */
export function POST(request: Request): Promise<Response> {
  return respond((container) => signIn(container, request));
}
