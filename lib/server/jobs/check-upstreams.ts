import "server-only";
import type { Creator } from "@/lib/airtable/creators";
import type { AirtableError } from "@/lib/airtable/errors";
import type { Snapshot } from "@/lib/airtable/snapshot";
import { SECOND_MS } from "@/lib/core/time";
import type { Container } from "../container";
import { missingForMail } from "../mail-sign-in-link";
import { listPeople } from "../people";
import { ignoredInRow, rowProblem } from "../row-problem";
import { resolveWebhook, type WebhookError } from "../webhook";

/** One upstream or row: `ok`, `warn` when it works but wants a look, `fail` with what is wrong and the fix. */
export interface UpstreamCheck {
  readonly name: string;
  readonly status: "ok" | "warn" | "fail";
  readonly output?: string;
}

const TIMEOUT_MS = 10 * SECOND_MS;

/** Any HTTP answer proves that the host is reachable; no token is sent, so none can be spent. */
async function reach(fetcher: typeof fetch, url: string): Promise<string | undefined> {
  try {
    const response = await fetcher(url, {
      method: "GET",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: "manual",
    });
    await response.body?.cancel();
    return response.status >= 500 ? `answered with status ${response.status}` : undefined;
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === "TimeoutError";
    return isTimeout ? "did not answer within 10 seconds" : "could not be reached";
  }
}

function check(name: string, problem: string | undefined): UpstreamCheck {
  return problem === undefined ? { name, status: "ok" } : { name, status: "fail", output: problem };
}

function airtableProblem({ code, message, refusal }: AirtableError): string {
  switch (code) {
    case "unauthorised":
      return `${message}; AIRTABLE_API_KEY is refused, create a new personal access token`;
    case "forbidden":
      return `${message}; the token lacks a scope or the base: check its access and AIRTABLE_BASE_ID`;
    case "not_found":
      return `${message}; check AIRTABLE_BASE_ID and AIRTABLE_TABLE`;
    case "refused":
      return `${message}${refusal === undefined ? "" : `, ${refusal.type}`}`;
    case "rate_limited":
      return `${message}; wait 30 seconds and try again`;
    case "quota_exceeded":
      return `${message}; the plan's calls of this month are used up`;
    case "unavailable":
    case "bad_shape":
      return message;
  }
}

function checkRow(creator: Creator, find: Snapshot["find"]): UpstreamCheck {
  const name = `row ${creator.name}`;
  const problem = rowProblem(creator, find);
  if (problem !== undefined) return check(name, problem);
  if (creator.invalid.includes("Refresh_Token")) {
    const output =
      "its Refresh_Token was sealed for another row, or under a key that is not in TOKEN_KEYS";
    return check(name, output);
  }
  const output =
    creator.status === "needs_reauth"
      ? "LTK ended this creator's session; she has to log in to LTK again."
      : ignoredInRow(creator);
  return output === undefined ? check(name, undefined) : { name, status: "warn", output };
}

function warn(name: string, output: string): UpstreamCheck {
  return { name, status: "warn", output };
}

/** What sessions stand on besides the upstreams. */
async function checkKeeping({ env, heartbeats }: Container): Promise<readonly UpstreamCheck[]> {
  const store = "shared store";
  const isUp = env.kv === undefined || (await heartbeats.isReachable());
  return [
    env.kv === undefined
      ? warn(store, "none is set, so run a single instance: each knows only its own renewals")
      : check(store, isUp ? undefined : "does not answer; no session is renewed until it does"),
    env.tokenKeys.length === 0
      ? warn("TOKEN_KEYS", "not set: tokens stand in Airtable in plain text")
      : check("TOKEN_KEYS", undefined),
    ...checkMail(env),
  ];
}

/** Mail is a choice: it is looked at where it was begun. */
function checkMail(env: Container["env"]): readonly UpstreamCheck[] {
  if (env.RESEND_API_KEY === undefined && env.MAIL_FROM === undefined) return [];
  const name = "sign-in links by e-mail";
  const missing = missingForMail(env);
  if (missing.length === 0) return [check(name, undefined)];
  return [warn(name, `none is mailed: set ${missing.join(" and ")}`)];
}

/** Where alerts go. Nothing is posted. */
async function checkWebhook({ env }: Container): Promise<readonly UpstreamCheck[]> {
  const name = "ALERT_WEBHOOK_URL";
  if (env.ALERT_WEBHOOK_URL === undefined) return [];
  const target = await resolveWebhook(env.ALERT_WEBHOOK_URL);
  return [check(name, target.ok ? undefined : webhookProblem(target.error.code))];
}

function webhookProblem(code: WebhookError["code"]): string {
  return code === "private_address"
    ? "its name leads into a private network; nothing would be posted there"
    : "its name is not known to the resolver";
}

const RUN_SETUP = "npm run setup makes it";

/** Who may sign in, and who did what. Without these tables the app runs, for `ADMIN_EMAILS` alone. */
async function checkTables(container: Container): Promise<readonly UpstreamCheck[]> {
  const { AIRTABLE_PEOPLE_TABLE, AIRTABLE_AUDIT_TABLE } = container.env;
  const [people, trail] = await Promise.all([listPeople(container), container.audit.read()]);
  const audit = `table ${AIRTABLE_AUDIT_TABLE}`;
  return [
    ...checkPeople(`table ${AIRTABLE_PEOPLE_TABLE}`, people),
    trail.table === "missing"
      ? warn(audit, `it, or its column At, is missing; ${RUN_SETUP}`)
      : check(audit, trail.table === "read" ? undefined : "does not answer"),
  ];
}

function checkPeople(
  name: string,
  people: Awaited<ReturnType<typeof listPeople>>,
): readonly UpstreamCheck[] {
  if (!people.ok) return [check(name, airtableProblem(people.error))];
  const { isTableMissing, problems } = people.value;
  const hasAdmin = people.value.people.some(({ role, isActive }) => role === "admin" && isActive);
  return [
    isTableMissing
      ? warn(name, `missing, so only ADMIN_EMAILS may sign in; ${RUN_SETUP}`)
      : check(name, undefined),
    ...problems.map((row) => warn(`${name}, row ${row.name}`, row.problem)),
    ...(hasAdmin
      ? []
      : [warn("admins", "nobody is one: set ADMIN_EMAILS, or npm run setup -- --admin EMAIL")]),
  ];
}

/** Reads every upstream once: Airtable's tables with their rows, LTK's token endpoint, LTK's gateway. */
export async function checkUpstreams(container: Container): Promise<readonly UpstreamCheck[]> {
  const { env, snapshot } = container;
  const [creators, keeping, webhook, auth, gateway] = await Promise.all([
    snapshot.read(),
    checkKeeping(container),
    checkWebhook(container),
    reach(container.fetch, env.LTK_AUTH_URL),
    reach(container.fetch, env.LTK_API_URL),
  ]);
  const upstreams = [
    check("Airtable", creators.ok ? undefined : airtableProblem(creators.error)),
    check("LTK sign-in (Auth0)", auth),
    check("LTK gateway", gateway),
    ...keeping,
    ...webhook,
  ];
  if (!creators.ok) return upstreams;
  const { creators: rows, find } = creators.value;
  return [
    ...upstreams,
    ...(await checkTables(container)),
    ...rows.map((creator) => checkRow(creator, find)),
  ];
}
