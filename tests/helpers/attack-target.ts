import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { createSandbox } from "../sandbox";
import { MAIL_KEY, type MailService, startMailService } from "../sandbox/mail";
import type { Sandbox, SandboxOptions } from "../sandbox/sandbox";
import { appEnv, CRON_SECRET } from "./app-env";
import { type AppServer, findFreePort, startApp } from "./app-server";
import { mailEnv } from "./mail-env";
import { type Heard, headerOf, hear } from "./raw-request";
import { ADMIN_EMAIL, SESSION_SECRET, sessionCookie } from "./sign-in";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const TABLES = ["LTK_Credentials", "Dashboard_People", "Dashboard_Audit"];
/** What looking at pages and knocking at doors may write: counts of tries, copies of what was read. */
const NOT_STATE =
  /^(limit|cache|cache-lease|cache-index|airtable-table|daily-series|daily-ledger)\b/;
/** What the inside looks like: stacks, files, code. Our own log may name frames. */
const INSIDE = ["    at ", "node_modules/", ".next/server", "file://", "TypeError", ROOT];
const TOKEN_COLUMNS = ["Access_Token", "ID_Token", "Refresh_Token"];
/** Enough of a token to know it by; JWTs of one kind begin alike. */
const MARK_LENGTH = 30;
const SETTLED_AFTER_MS = 30;

/** The statuses with which an attack is refused. */
const REFUSALS: readonly number[] = [400, 401, 403, 404, 405, 408, 413, 429, 431];
/** Led back to the sign-in page, which is a refusal in a browser. */
const LED_AWAY: readonly number[] = [303, 307, 308];

/** What an attack may look like from outside. */
interface Expectation {
  /** Other statuses than refusals that do no harm here; say why beside it. */
  readonly statuses?: readonly number[];
  /** Whoever attacks from inside knows her own address and name. */
  readonly knows?: readonly string[];
}

/** The built dashboard in front of the simulator, with real Redis and mail, and how attacks on it are judged. */
export interface AttackTarget {
  readonly url: string;
  readonly app: AppServer;
  readonly sandbox: Sandbox;
  readonly mail: MailService;
  /** Sends a request as a program would: redirects are not followed. */
  send(path: string, init?: RequestInit): Promise<Heard>;
  /** Runs an attack. Fails when an answer is no refusal, something was changed, or something leaked. */
  repel(
    attack: () => Promise<Heard | readonly Heard[]>,
    expectation?: Expectation,
  ): Promise<readonly Heard[]>;
  close(): Promise<void>;
}

/** How it is set up, beyond what the simulator takes. */
interface TargetOptions extends SandboxOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** For the process that serves, such as how large its heap may grow. */
  readonly nodeOptions?: string;
}

/** Starts one that has been looked at, so that what first visits write is there before the attacks. */
export async function startAttackTarget({
  env: own = {},
  nodeOptions = "",
  ...options
}: TargetOptions = {}): Promise<AttackTarget> {
  const [sandbox, mail, port] = await Promise.all([
    createSandbox({ kv: "redis", airtableRateLimit: false, ...options }),
    startMailService(),
    findFreePort(),
  ]);
  const url = `http://127.0.0.1:${port}`;
  const mailing = mailEnv(mail, url);
  const env = {
    ...{ ...appEnv(sandbox), ...mailing, ...own },
    NODE_OPTIONS: `${mailing["NODE_OPTIONS"] ?? ""} ${nodeOptions}`,
  };
  const app = await startApp(env, port);
  const world = { sandbox, mail };
  await visit(url, world);
  return {
    ...{ url, app, sandbox, mail },
    send: async (path, init) => hear(await fetch(`${url}${path}`, { redirect: "manual", ...init })),
    async repel(attack, expectation = {}) {
      const before = await stateOf(world);
      const logged = app.output().length;
      const heard = [await attack()].flat();
      expect(heard.length).toBeGreaterThan(0);
      for (const answer of heard) expectRefusal(answer, expectation);
      for (const answer of heard) {
        expectNoLeak(`${answer.head}\n${answer.body}`, [
          ...leaksOf(sandbox, expectation.knows),
          ...INSIDE,
        ]);
      }
      // What is done behind an answer begins at once.
      await new Promise((resolve) => setTimeout(resolve, SETTLED_AFTER_MS));
      expectNoLeak(app.output().slice(logged), leaksOf(sandbox));
      expect(await stateOf(world)).toEqual(before);
      return heard;
    },
    async close() {
      await app.close();
      await Promise.all([sandbox.close(), mail.close()]);
    },
  };
}

/** Looks around until nothing more is written. Not at figures: reading those renews tokens and notes dead sessions, later. */
async function visit(url: string, world: { sandbox: Sandbox; mail: MailService }): Promise<void> {
  const headers = { cookie: await sessionCookie() };
  for (let before = ""; ; ) {
    for (const path of ["/settings", "/api/health"]) {
      const response = await fetch(`${url}${path}`, { headers });
      expect(response.status).toBe(200);
      await response.text();
    }
    await new Promise((resolve) => setTimeout(resolve, SETTLED_AFTER_MS));
    const after = JSON.stringify(await stateOf(world));
    if (after === before) return;
    before = after;
  }
}

/** Everything that lasts: the tables, LTK's sessions, what was written where, the mails, and the shared store. */
async function stateOf({ sandbox, mail }: { sandbox: Sandbox; mail: MailService }) {
  const { airtable, auth } = sandbox.calls();
  return {
    rows: TABLES.map((table) => sandbox.rows(table)),
    grants: sandbox.creators.map(({ slug }) => sandbox.grants(slug)),
    reuses: sandbox.reuseEvents(),
    writes: [airtable.update, airtable.create, airtable.schemaWrite, auth.token],
    mails: mail.calls(),
    store: await storeOf(sandbox),
  };
}

async function storeOf(sandbox: Sandbox): Promise<Readonly<Record<string, unknown>>> {
  const found = await sandbox.kv(["KEYS", "*"]);
  const keys = Array.isArray(found) ? found.map(String) : [];
  const lasting = keys.filter((key) => !NOT_STATE.test(key)).sort();
  const values = await Promise.all(lasting.map((key) => sandbox.kv(["DUMP", key])));
  return Object.fromEntries(lasting.map((key, index) => [key, values[index]]));
}

function expectRefusal(heard: Heard, { statuses = [] }: Expectation): void {
  const { status } = heard;
  expect([...REFUSALS, ...LED_AWAY, ...statuses]).toContain(status);
  if (LED_AWAY.includes(status)) {
    expect(headerOf(heard, "location")).toMatch(/^(http:\/\/127\.0\.0\.1:\d+)?\/(?![/\\])/);
  }
  // Nobody gets a session out of an attack; ending one is no harm.
  expect(headerOf(heard, "set-cookie") ?? "").not.toMatch(/session=[^;]/);
}

/** Words that stand in no answer and in no line of the log: secrets, tokens, people, creators. */
function leaksOf(sandbox: Sandbox, knows: readonly string[] = []): readonly string[] {
  const tokens = sandbox.creators.flatMap(({ slug }) =>
    TOKEN_COLUMNS.flatMap((column) => String(sandbox.row(slug)[column] ?? []).slice(-MARK_LENGTH)),
  );
  const people = sandbox.rows("Dashboard_People").flatMap(({ Email, Name }) => [Email, Name]);
  const creators = sandbox.creators.flatMap(({ name, accountId }) => [name, accountId]);
  const keys = [SESSION_SECRET, CRON_SECRET, MAIL_KEY, ...secretsOf(sandbox)];
  const all = [...tokens, ...people, ...creators, ...keys, ADMIN_EMAIL].map(String);
  return all.filter((word) => word !== "" && !knows.includes(word));
}

function secretsOf({ env }: Sandbox): readonly string[] {
  return [env["AIRTABLE_API_KEY"], env["KV_REST_API_TOKEN"]].flatMap((secret) => secret ?? []);
}

function expectNoLeak(text: string, words: readonly string[]): void {
  expect(words.filter((word) => text.includes(word))).toEqual([]);
}
