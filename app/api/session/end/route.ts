import { respond } from "@/lib/server/route";
import { signOut } from "@/lib/server/sign-out";

/** Signs out, here or everywhere. */
export function POST(request: Request): Promise<Response> {
  return respond((container) => signOut(container, request));
}
