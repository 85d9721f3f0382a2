import "server-only";
import { formatAge } from "@/lib/analytics/format";
import type { Container } from "../container";
import type { Job } from "../heartbeats";

/** One thing that is configured, running, or not. Never a value. */
interface DeploymentFact {
  readonly name: string;
  readonly isWell: boolean;
  readonly words: string;
}

/** What this deployment has been given, and whether its crons run. */
export async function describeDeployment(container: Container): Promise<readonly DeploymentFact[]> {
  const { env } = container;
  return [
    await beat(container, "refresh", "Sessions renewed"),
    await beat(container, "sync", "Figures synced"),
    {
      name: "CRON_SECRET",
      isWell: env.CRON_SECRET !== undefined,
      words:
        env.CRON_SECRET === undefined
          ? "Not set: the crons stay closed. Set a random text of 16 characters or more."
          : "Set.",
    },
    {
      name: "Shared store",
      isWell: env.kv !== undefined,
      words:
        env.kv === undefined
          ? "Memory only. A session is renewed exactly once within one process; several need KV_REST_API_URL and KV_REST_API_TOKEN."
          : "Configured: figures and heartbeats are shared among instances.",
    },
    {
      name: "TOKEN_REFRESH",
      isWell: env.canRefreshTokens,
      words: env.canRefreshTokens
        ? "On: this deployment renews sessions."
        : "Off: this deployment uses stored tokens while they last and renews none.",
    },
    {
      name: "APP_URL",
      isWell: env.APP_URL !== undefined,
      words:
        env.APP_URL === undefined
          ? "Not set: sign-in links of the command line point to this machine."
          : "Set.",
    },
  ];
}

async function beat(
  { heartbeats, now }: Container,
  job: Job,
  name: string,
): Promise<DeploymentFact> {
  const heartbeat = await heartbeats.read(job);
  const lastOkAt = heartbeat?.lastOkAt;
  const where = heartbeats.isShared ? "" : ", on this instance";
  if (heartbeat?.isLastFailed === true) {
    const words = `The last run failed wholly${where}; the log says why.`;
    return { name, isWell: false, words };
  }
  return lastOkAt === undefined
    ? {
        name,
        isWell: false,
        words: heartbeats.isShared ? "No run yet." : "Unknown on this instance.",
      }
    : { name, isWell: true, words: `${formatAge(lastOkAt, now())}${where}.` };
}
