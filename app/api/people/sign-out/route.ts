import { signOutPersonResponse } from "@/lib/server/people-forms/sign-out";

/** Signs somebody out everywhere. */
export const POST = signOutPersonResponse;
