import { changeResponse } from "@/lib/server/people-forms/change";

/** Changes what somebody may do, or whether she may sign in. */
export const POST = changeResponse;
