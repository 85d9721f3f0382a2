import "server-only";
import { z } from "zod";
import { isTimeZone } from "@/lib/core/time";
import type { CipherKey } from "@/lib/token-manager/cipher";
import { TokenKeys } from "./token-keys";
import { parseWebhookUrl } from "./webhook-url";

/** One environment variable: what `.env.example` and docs/operations.md list (a test compares them). */
export interface EnvVariable {
  readonly name: string;
  readonly isRequired: boolean;
  /** How to set it, in one sentence for a person who sees it missing. */
  readonly fix: string;
}

/** A variable that is missing or malformed. Never carries the value. */
export interface EnvProblem {
  readonly name: string;
  readonly problem: string;
  readonly fix: string;
}

const url = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ""));
const timezone = z.string().refine(isTimeZone, "is no IANA time zone");
const emails = z
  .string()
  .transform((text) => text.split(",").map((email) => email.trim().toLowerCase()))
  .pipe(z.array(z.email("must be a comma list of e-mail addresses")));

/** An address, or a name before one in angle brackets; no line breaks, which would end a header. */
const MAIL_ADDRESS = /^([^<>\r\n]+ <[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/;

const webhookUrl = z.string().superRefine((text, context) => {
  const parsed = parseWebhookUrl(text);
  if (!parsed.ok) context.addIssue({ code: "custom", message: parsed.error });
});

const Schema = z.object({
  AIRTABLE_API_KEY: z.string(),
  AIRTABLE_BASE_ID: z.string().regex(/^\w+$/, "must be an id such as appXXXXXXXXXXXXXX"),
  AIRTABLE_TABLE: z.string().default("LTK_Credentials"),
  AIRTABLE_PEOPLE_TABLE: z.string().default("Dashboard_People"),
  AIRTABLE_AUDIT_TABLE: z.string().default("Dashboard_Audit"),
  AIRTABLE_ENDPOINT_URL: url.default("https://api.airtable.com"),
  LTK_API_URL: url.default("https://api-gateway.rewardstyle.com"),
  LTK_AUTH_URL: url.default("https://creator-auth.shopltk.com/oauth/token"),
  LTK_ISSUER: z.url({ protocol: /^https?$/ }).default("https://creator-auth.shopltk.com/"),
  LTK_CLIENT_ID: z.string().optional(),
  LTK_REDIRECT_URI: z.url().optional(),
  LTK_GRANTS_PER_SECOND: z.coerce
    .number()
    .positive("must be a number above 0")
    .max(10, "must be at most 10")
    .default(1),
  TOKEN_REFRESH: z.enum(["on", "off"], "must be on or off").optional(),
  KV_REST_API_URL: url.optional(),
  KV_REST_API_TOKEN: z.string().optional(),
  CRON_SECRET: z.string().min(16, "must have at least 16 characters").optional(),
  SESSION_SECRET: z.string().min(32, "must have at least 32 characters"),
  TOKEN_KEYS: TokenKeys.default([]),
  ADMIN_EMAILS: emails.default([]),
  APP_URL: url.optional(),
  RESEND_API_KEY: z.string().optional(),
  MAIL_FROM: z
    .string()
    .regex(
      MAIL_ADDRESS,
      "must be an address, or a name and an address: Hemline <mail@studio.example>",
    )
    .optional(),
  ALERT_WEBHOOK_URL: webhookUrl.optional(),
  REPORT_TIMEZONE: timezone.default("UTC"),
  REPORT_CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/, "must be a currency code such as USD")
    .default("USD"),
});

/** The configuration of this deployment, parsed. */
export type Env = Omit<
  z.infer<typeof Schema>,
  "TOKEN_REFRESH" | "KV_REST_API_URL" | "KV_REST_API_TOKEN" | "TOKEN_KEYS"
> & {
  /** The first seals the tokens in the creators' table, all open them; none: they stand in plain text. */
  readonly tokenKeys: readonly CipherKey[];
  /** The store that instances share; `undefined`: each keeps its own memory. */
  readonly kv: { readonly url: string; readonly token: string } | undefined;
  /** Whether this deployment may grant and write tokens (design rule R9). */
  readonly canRefreshTokens: boolean;
};

const FIXES: Readonly<Record<keyof z.infer<typeof Schema>, string>> = {
  AIRTABLE_API_KEY:
    "Create a personal access token for the base with data.records:read and data.records:write.",
  AIRTABLE_BASE_ID: "Copy the id that begins with app from the base's address.",
  AIRTABLE_TABLE: "Name the creators' table, or leave it out for LTK_Credentials.",
  AIRTABLE_PEOPLE_TABLE: "Name the people's table, or leave it out for Dashboard_People.",
  AIRTABLE_AUDIT_TABLE: "Name the audit trail's table, or leave it out for Dashboard_Audit.",
  AIRTABLE_ENDPOINT_URL: "Leave it out, except to talk to a simulator: an http(s) address.",
  LTK_API_URL: "Leave it out, except to talk to a simulator: an http(s) address.",
  LTK_AUTH_URL: "Leave it out, except to talk to a simulator: an http(s) address.",
  LTK_CLIENT_ID:
    "Set it to the Auth0 client id of LTK's web app when rows lack Client_ID, or leave it out.",
  LTK_REDIRECT_URI: "Leave it out unless LTK demands a redirect_uri on refresh.",
  LTK_ISSUER: "Leave it out, except to talk to a simulator: the address in its tokens' iss.",
  LTK_GRANTS_PER_SECOND: "Set how many sessions may be renewed a second, or leave it out for 1.",
  KV_REST_API_URL: "Set it together with KV_REST_API_TOKEN, or leave both out to use memory.",
  KV_REST_API_TOKEN: "Set it together with KV_REST_API_URL, or leave both out to use memory.",
  CRON_SECRET: "Set a random text of 16 characters or more; without it the crons stay closed.",
  TOKEN_REFRESH: "Set on or off, or leave it out; off never spends a refresh token.",
  SESSION_SECRET: "Set a random text of 32 characters or more: openssl rand -base64 32",
  TOKEN_KEYS: 'Set it to the output of echo "k1:$(openssl rand -base64 32)", or leave it out.',
  ADMIN_EMAILS: "List the addresses that may sign in, separated by commas.",
  APP_URL: "Set the address people open, such as https://dashboard.example.",
  RESEND_API_KEY:
    "Set it together with MAIL_FROM and APP_URL to mail sign-in links, or leave it out.",
  MAIL_FROM: "Set the address that mails come from, verified with Resend, or leave it out.",
  ALERT_WEBHOOK_URL:
    "Set the https address that Slack, Discord or ntfy gave you for messages, or leave it out.",
  REPORT_TIMEZONE: "Set an IANA zone such as America/New_York, or leave it out for UTC.",
  REPORT_CURRENCY: "Set a currency code such as USD, or leave it out for USD.",
};

/** Half a configured store is a mistake, and never a reason to fall back to memory in silence. */
const KV_PAIR = [
  ["KV_REST_API_URL", "KV_REST_API_TOKEN"],
  ["KV_REST_API_TOKEN", "KV_REST_API_URL"],
] as const;

const REQUIRED = ["AIRTABLE_API_KEY", "AIRTABLE_BASE_ID", "SESSION_SECRET"];

/** Every variable this app reads. */
export const ENV_VARIABLES: readonly EnvVariable[] = Object.entries(FIXES).map(([name, fix]) => ({
  name,
  isRequired: REQUIRED.includes(name),
  fix,
}));

function isLoopback(address: string): boolean {
  return ["127.0.0.1", "localhost", "[::1]"].includes(new URL(address).hostname);
}

type Source = Readonly<Record<string, string | undefined>>;

/** Whether tokens may be refreshed: as said, else only in production, or where every upstream is a simulator. */
function mayRefresh(env: z.infer<typeof Schema>, source: Source): boolean {
  if (env.TOKEN_REFRESH !== undefined) return env.TOKEN_REFRESH === "on";
  if (source["VERCEL_ENV"] !== undefined && source["VERCEL_ENV"] !== "") {
    return source["VERCEL_ENV"] === "production";
  }
  const upstreams = [env.AIRTABLE_ENDPOINT_URL, env.LTK_API_URL, env.LTK_AUTH_URL];
  return source["NODE_ENV"] === "production" || upstreams.every(isLoopback);
}

/** Parses the environment; answers every problem at once. An empty value counts as unset. */
export function parseEnv(
  source: Source,
):
  | { readonly ok: true; readonly env: Env }
  | { readonly ok: false; readonly problems: EnvProblem[] } {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const vercelHost = given["VERCEL_PROJECT_PRODUCTION_URL"];
  const appUrl =
    given["APP_URL"] ?? (vercelHost === undefined ? undefined : `https://${vercelHost}`);
  const parsed = Schema.safeParse({ ...given, APP_URL: appUrl });
  const problems = new Map<string, EnvProblem>();
  for (const [name, other] of KV_PAIR) {
    if (given[name] === undefined && given[other] !== undefined) {
      problems.set(name, { name, problem: "is not set", fix: FIXES[name] });
    }
  }
  if (parsed.success && problems.size === 0) {
    const { TOKEN_REFRESH: _, TOKEN_KEYS, ...rest } = parsed.data;
    const { KV_REST_API_URL, KV_REST_API_TOKEN, ...env } = rest;
    const kv =
      KV_REST_API_URL === undefined || KV_REST_API_TOKEN === undefined
        ? undefined
        : { url: KV_REST_API_URL, token: KV_REST_API_TOKEN };
    const canRefreshTokens = mayRefresh(parsed.data, given);
    return { ok: true, env: { ...env, kv, tokenKeys: TOKEN_KEYS, canRefreshTokens } };
  }
  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0]);
    const fix = ENV_VARIABLES.find((variable) => variable.name === name)?.fix ?? "";
    const problem = given[name] === undefined ? "is not set" : describeIssue(issue.message);
    if (!problems.has(name)) problems.set(name, { name, problem, fix });
  }
  return { ok: false, problems: [...problems.values()] };
}

/** Our own messages say what is allowed; zod's generic ones would only confuse. */
function describeIssue(message: string): string {
  return message.startsWith("Invalid") ? "is malformed" : message;
}

/** The environment of this process, and `drafts` for what is not set in it. The only place that reads `process.env`. */
export function readProcessEnv(
  drafts: Readonly<Record<string, string>> = {},
): ReturnType<typeof parseEnv> {
  const unset = Object.entries(drafts).filter(([name]) => !isSet(name));
  return parseEnv({ ...process.env, ...Object.fromEntries(unset) });
}

/** Whether this process has a value for a variable, readable or not. */
export function isSet(name: string): boolean {
  return (process.env[name] ?? "").trim() !== "";
}

/** The session secret alone, for code that runs before every page; `undefined` while it is not one. */
export function readSessionSecret(): string | undefined {
  return Schema.shape.SESSION_SECRET.safeParse(process.env["SESSION_SECRET"]).data;
}

/** True under `next dev`. */
export function isDevelopment(): boolean {
  return process.env.NODE_ENV === "development";
}
