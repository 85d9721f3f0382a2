import { inviteResponse } from "@/lib/server/people-forms/invite";

/** Adds somebody who may sign in. */
export const POST = inviteResponse;
