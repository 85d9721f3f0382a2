import { linkResponse } from "@/lib/server/people-forms/link";

/** Makes a sign-in link, shown once. */
export const POST = linkResponse;
