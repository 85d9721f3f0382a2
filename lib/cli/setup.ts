import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { type Container, createContainer } from "@/lib/server/container";
import { type Env, isSet, readProcessEnv } from "@/lib/server/env";
import { invitePerson, type KnownPerson, listPeople } from "@/lib/server/people";
import { ENV_FILE, loadEnvFiles, withVariables } from "./env-file";

const USAGE = `npm run setup [-- --dry-run] [-- --admin EMAIL]

Makes what is missing: tables and columns in Airtable, secrets in ${ENV_FILE}. The Airtable key and base are read from
the environment or ${ENV_FILE}, never from the command line.
`;

interface Options {
  readonly isDryRun: boolean;
  readonly admin: string | undefined;
}

/** Secrets that need nobody: made here when they are not set, and never printed. */
const GENERATED: Readonly<Record<string, () => string>> = {
  SESSION_SECRET: () => randomBytes(32).toString("base64url"),
  CRON_SECRET: () => randomBytes(24).toString("base64url"),
  TOKEN_KEYS: () => `k1:${randomBytes(32).toString("base64")}`,
};

/** Prepares a base and a checkout. Exit code 0 when all is in place; a second run changes nothing. */
async function main(): Promise<number> {
  const options = readOptions();
  if (options === undefined) {
    process.stderr.write(USAGE);
    return 1;
  }
  loadEnvFiles();
  const drafts = draftSecrets();
  const parsed = readProcessEnv(drafts);
  if (!parsed.ok) {
    // Whether tokens are sealed already cannot be seen yet.
    const { TOKEN_KEYS: _, ...secrets } = drafts;
    await writeSecrets(secrets, options);
    say(`\nStill to be set by hand in ${ENV_FILE}:`);
    for (const { name, problem, fix } of parsed.problems) say(`  ${name} ${problem}. ${fix}`);
    say("\nThen run npm run setup again.");
    return 1;
  }
  return prepare(parsed.env, drafts, options);
}

async function prepare(
  env: Env,
  drafts: Readonly<Record<string, string>>,
  options: Options,
): Promise<number> {
  // Not the shared store: keys that were drafted a moment ago must seal nothing that other instances read.
  const container = createContainer({ ...env, kv: undefined, canRefreshTokens: false });
  const areTablesReady = await prepareTables(container, options);
  if (areTablesReady === undefined) return 1;
  const isSecretsDone = await prepareSecrets(container, drafts, options);
  const isAdminDone = await addAdmin(container, options);
  await container.audit.flush();
  const isOpen = await hasSomebody(container);
  const isDone = areTablesReady && isSecretsDone && isAdminDone && isOpen;
  say(isDone ? "\nAll in place. Next: npm run doctor" : "\nThen run npm run setup again.");
  return isDone ? 0 : 1;
}

function readOptions(): Options | undefined {
  try {
    const { values } = parseArgs({
      options: { "dry-run": { type: "boolean" }, admin: { type: "string" } },
    });
    return { isDryRun: values["dry-run"] ?? false, admin: values.admin };
  } catch {
    // An unknown flag, perhaps with a key behind it: nothing of it is repeated.
    return undefined;
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function draftSecrets(): Record<string, string> {
  const unset = Object.entries(GENERATED).filter(([name]) => !isSet(name));
  return Object.fromEntries(unset.map(([name, generate]) => [name, generate()]));
}

/** False: a person has to do some of it. `undefined`: Airtable does not answer. */
async function prepareTables(
  { schema }: Container,
  { isDryRun }: Options,
): Promise<boolean | undefined> {
  const prepared = await schema.prepare({ isDryRun });
  if (!prepared.ok) {
    const { code, message } = prepared.error;
    const why =
      code === "unauthorised"
        ? "AIRTABLE_API_KEY is refused; create a new personal access token."
        : "Airtable does not do it now; run npm run setup again in a minute. Nothing is made twice.";
    say(`Airtable   ${message}. ${why}`);
    return undefined;
  }
  const { made, clicks, missingScope } = prepared.value;
  for (const each of made) say(`Airtable   ${isDryRun ? "would make" : "made"} ${each}`);
  if (made.length === 0 && clicks.length === 0) say("Airtable   tables and columns are in place");
  if (clicks.length === 0) return !isDryRun || made.length === 0;
  if (missingScope !== undefined) {
    say(
      `\nThe key lacks the scope ${missingScope}. Add schema.bases:read and schema.bases:write to it at airtable.com/create/tokens and run npm run setup again, or do this by hand:`,
    );
  } else say("\nAirtable's API cannot do these; in Airtable:");
  for (const [index, click] of clicks.entries()) say(`  ${index + 1}. ${click}`);
  return false;
}

/** A key made here would seal nothing but confusion where tokens are sealed under another already. */
async function prepareSecrets(
  { snapshot }: Container,
  drafts: Readonly<Record<string, string>>,
  options: Options,
): Promise<boolean> {
  const { TOKEN_KEYS, ...others } = drafts;
  if (TOKEN_KEYS === undefined) return writeSecrets(others, options);
  const table = await snapshot.read();
  const isSealed =
    table.ok && table.value.creators.some(({ invalid }) => invalid.includes("Refresh_Token"));
  const isNew = !table.ok && ["forbidden", "not_found"].includes(table.error.code);
  if (!isSealed && (table.ok || isNew)) return writeSecrets(drafts, options);
  await writeSecrets(others, options);
  say(
    isSealed
      ? "TOKEN_KEYS  tokens in this base are sealed under a key that is not here: copy TOKEN_KEYS from where the dashboard runs"
      : "TOKEN_KEYS  not made: the creators' table cannot be read, so nobody can tell whether tokens are sealed",
  );
  return false;
}

async function writeSecrets(
  secrets: Readonly<Record<string, string>>,
  { isDryRun }: Options,
): Promise<boolean> {
  const names = Object.keys(secrets);
  if (names.length === 0) return true;
  if (!isDryRun) {
    const text = await readFile(ENV_FILE, "utf8").catch(() => "");
    await writeFile(ENV_FILE, withVariables(text, secrets), { mode: 0o600 });
  }
  say(`${ENV_FILE} ${isDryRun ? "would get" : "got"} ${names.join(", ")}`);
  return !isDryRun;
}

async function addAdmin(container: Container, { admin, isDryRun }: Options): Promise<boolean> {
  if (admin === undefined) return true;
  if (isDryRun) {
    say(`People     would add ${admin} as admin`);
    return false;
  }
  const known = await listPeople(container);
  const email = admin.trim().toLowerCase();
  const person = known.ok ? known.value.people.find((each) => each.email === email) : undefined;
  if (person !== undefined && isActiveAdmin(person)) {
    say(`People     ${email} is an admin already`);
    return true;
  }
  const invited = await invitePerson(container, "npm run setup", {
    email: admin,
    role: "admin",
    creators: [],
  });
  if (invited.ok) say(`People     added ${email} as admin`);
  else say(`People     ${invited.error.message}`);
  return invited.ok;
}

/** Whether somebody may sign in; says what to do when nobody may, and whose figures could be shown. */
async function hasSomebody({ env, people, snapshot }: Container): Promise<boolean> {
  const [known, creators] = [await listPeople({ env, people }), await snapshot.read()];
  if (creators.ok && creators.value.creators.length === 0) {
    say(
      `Creators   none yet: add a row for each to ${env.AIRTABLE_TABLE} with Creator, Slug and Publisher_ID; her session is pasted on /settings`,
    );
  }
  const isAdmin = known.ok && known.value.people.some(isActiveAdmin);
  if (!isAdmin) {
    say("People     nobody may sign in: run npm run setup -- --admin EMAIL, or set ADMIN_EMAILS");
  }
  return isAdmin;
}

function isActiveAdmin({ role, isActive }: KnownPerson): boolean {
  return role === "admin" && isActive;
}

process.exitCode = await main();
