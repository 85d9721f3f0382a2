import type { Sandbox } from "../sandbox/sandbox";
import { ADMIN_EMAIL, SESSION_SECRET } from "./sign-in";

/** The bearer secret of the crons in tests. */
export const CRON_SECRET = "a cron secret of the tests";

/** The whole environment of a dashboard in front of a simulator. */
export function appEnv(sandbox: Sandbox): Record<string, string> {
  return { ...sandbox.env, SESSION_SECRET, ADMIN_EMAILS: ADMIN_EMAIL, CRON_SECRET };
}
