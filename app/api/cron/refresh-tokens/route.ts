import { cronRoute } from "@/lib/server/cron";
import { refreshTokens } from "@/lib/server/jobs/refresh-tokens";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

/** Renews every session whose tokens end within the hour. */
export const GET = cronRoute("refresh", refreshTokens);
