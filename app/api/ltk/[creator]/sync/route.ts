import { syncNowResponse } from "@/lib/server/jobs/sync-now";

export const maxDuration = 60;

/** Reads one creator's figures now. */
export const POST = syncNowResponse;
