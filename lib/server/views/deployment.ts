import "server-only";
import { formatAge } from "@/lib/analytics/format-age";
import type { Container } from "../container";
import { CRON_LIMITS } from "../health";
import type { Job } from "../heartbeats";
import { missingForMail } from "../mail-sign-in-link";

/** One thing that is configured, running, or not. Never a value. */
interface DeploymentFact {
  readonly name: string;
  /** `wanting`: somebody should look; `unknown`: nothing can be said. */
  readonly standing: "well" | "wanting" | "unknown";
  readonly words: string;
  /** What an admin can do about it at once. */
  readonly action?: { readonly label: string; readonly path: string };
}

/** What this deployment has been given, and whether what it stands on answers. */
export async function describeDeployment(container: Container): Promise<readonly DeploymentFact[]> {
  const { env } = container;
  const [airtable, sealing, renewals, syncs, store] = await Promise.all([
    describeAirtable(container),
    describeSealing(container),
    describeJob(container, "refresh", "Tokens renewed"),
    describeJob(container, "sync", "Figures synced"),
    describeStore(container),
  ]);
  return [
    airtable,
    renewals,
    syncs,
    fact("CRON_SECRET", env.CRON_SECRET !== undefined, {
      yes: "Set.",
      no: "Not set: the crons stay closed. Set a random text of 16 characters or more.",
    }),
    store,
    sealing,
    fact("TOKEN_REFRESH", env.canRefreshTokens, {
      yes: "On: this deployment renews sessions.",
      no: "Off: this deployment uses stored tokens while they last, and renews and connects none.",
    }),
    fact("APP_URL", env.APP_URL !== undefined, {
      yes: "Set.",
      no: "Not set: sign-in links of the command line point to this machine, and none is mailed.",
    }),
    describeMail(env),
  ];
}

function describeMail(env: Container["env"]): DeploymentFact {
  const name = "Sign-in links by e-mail";
  const missing = missingForMail(env);
  if (missing.length === 0)
    return { name, standing: "well", words: "On: each works for 15 minutes." };
  return env.RESEND_API_KEY === undefined && env.MAIL_FROM === undefined
    ? { name, standing: "well", words: "Off: links are made on the pages of People." }
    : { name, standing: "wanting", words: `Off: ${missing.join(" and ")} missing.` };
}

function fact(
  name: string,
  isWell: boolean,
  words: { readonly yes: string; readonly no: string },
): DeploymentFact {
  return { name, standing: isWell ? "well" : "wanting", words: isWell ? words.yes : words.no };
}

async function describeAirtable({ snapshot, now }: Container): Promise<DeploymentFact> {
  const table = await snapshot.read();
  const name = "Airtable";
  if (!table.ok) {
    const words = "It has not answered since this instance started, or for an hour.";
    return { name, standing: "wanting", words };
  }
  const age = formatAge(table.value.readAt, now());
  return fact(name, !table.value.isStale, {
    yes: `The list of creators was read ${age}.`,
    no: `It does not answer; the list of creators is of ${age}.`,
  });
}

/** Whether tokens stand in Airtable under the first key, as far as its rows are known. */
async function describeSealing({ env, snapshot, tokens }: Container): Promise<DeploymentFact> {
  const name = "TOKEN_KEYS";
  if (env.tokenKeys.length === 0) {
    const words =
      "Not set: tokens stand in Airtable in plain text, for everybody who may open the base. Set a key; docs/operations.md says how.";
    return { name, standing: "wanting", words };
  }
  const table = await snapshot.read();
  if (!table.ok) return { name, standing: "unknown", words: "Set. Airtable's rows are not known." };
  const open = table.value.creators.filter(
    ({ slug }) => slug !== undefined && tokens.statusOf(slug)?.isSealed === false,
  ).length;
  if (open === 0) {
    return { name, standing: "well", words: "Set: every token is encrypted under the first key." };
  }
  const rows = open === 1 ? "1 row holds" : `${open} rows hold`;
  const words = `Set, but ${rows} tokens in plain text or under an older key. Each is encrypted when it is next renewed.`;
  const action = { label: "Encrypt all now", path: "/api/tokens/encrypt" };
  return env.canRefreshTokens
    ? { name, standing: "wanting", words, action }
    : { name, standing: "wanting", words };
}

async function describeStore({ env, heartbeats }: Container): Promise<DeploymentFact> {
  const name = "Shared store";
  if (env.kv === undefined) {
    const words =
      "Memory only. Exactly-once renewal across processes, sign-in links that work once, and signing out everywhere need a shared store: run one instance, or set KV_REST_API_URL and KV_REST_API_TOKEN.";
    return { name, standing: "wanting", words };
  }
  return fact(name, await heartbeats.isReachable(), {
    yes: "It answers: sessions are renewed once across all instances, and figures are shared.",
    no: "It is configured and does not answer: until it does, no session is renewed.",
  });
}

/** A cron's last good run. Late, failed and unknown are three things, and none of them is well. */
async function describeJob(
  { heartbeats, now }: Container,
  job: Job,
  name: string,
): Promise<DeploymentFact> {
  const beat = await heartbeats.read(job);
  const lastOkAt = beat?.lastOkAt;
  const where = heartbeats.isShared ? "" : ", on this instance";
  if (beat?.isLastFailed === true) {
    const before =
      lastOkAt === undefined ? "" : ` The last good one was ${formatAge(lastOkAt, now())}.`;
    return { name, standing: "wanting", words: `The last run failed wholly${where}.${before}` };
  }
  if (lastOkAt === undefined) {
    const isKnown = heartbeats.isShared && (await heartbeats.isReachable());
    return isKnown
      ? { name, standing: "wanting", words: "No run yet." }
      : { name, standing: "unknown", words: "Unknown on this instance." };
  }
  const isLate = now() - lastOkAt > CRON_LIMITS[job].warnMs;
  const words = `${formatAge(lastOkAt, now())}${where}`;
  return fact(name, !isLate, { yes: `${words}.`, no: `${words}: late.` });
}
