import { signOut } from "@/lib/server/sign-out";

/** Signs out. */
export const POST = signOut;
