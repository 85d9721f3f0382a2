import { cronRoute } from "@/lib/server/cron";
import { syncAnalytics } from "@/lib/server/jobs/sync-analytics";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

/** Reads every creator's figures into the cache. */
export const GET = cronRoute("sync", syncAnalytics);
