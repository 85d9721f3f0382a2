import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCommand } from "../helpers/run-command";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";

const TABLES = ["LTK_Credentials", "Dashboard_People", "Dashboard_Audit"];
const IDA = "ida@studio.example";

let sandbox: Sandbox;
let directory: string;

beforeEach(async () => {
  // With Airtable's limit, so that a command that is too fast is locked out.
  sandbox = await createSandbox();
  directory = await mkdtemp(join(tmpdir(), "setup-"));
});

afterEach(async () => {
  await sandbox.close();
  await rm(directory, { recursive: true });
});

/** Runs the command in a checkout of its own. */
const setup = (args: readonly string[] = [], env: Record<string, string> = sandbox.env) =>
  runCommand("setup", args, env, directory);

const envFile = () => readFile(join(directory, ".env.local"), "utf8");
const calls = () => sandbox.calls().airtable;

test("an empty base: tables, secrets and an admin are made, and a second run makes nothing", async () => {
  for (const table of TABLES) sandbox.removeTable(table);
  const { code, text } = await setup(["--admin", "Ida@Studio.Example"]);
  expect(text).toContain("made table LTK_Credentials (18 columns)");
  expect(text).toContain("made table Dashboard_People (5 columns)");
  expect(text).toContain("made table Dashboard_Audit (5 columns)");
  expect(text).toContain(`added ${IDA} as admin`);
  expect(text).toMatch(/Next: npm run doctor\n$/);
  expect(code).toBe(0);
  expect(sandbox.rows("Dashboard_People")).toEqual([
    { Email: IDA, Name: IDA, Role: "admin", Active: true },
  ]);
  expect(sandbox.rows("Dashboard_Audit")).toMatchObject([
    { Actor: "npm run setup", Action: "invite", Detail: `${IDA} as admin` },
  ]);
  expect(calls()).toMatchObject({ schemaRead: 1, schemaWrite: 3, create: 2, update: 0 });
  const secrets = await envFile();
  expect(secrets).toMatch(/^SESSION_SECRET=.{43}\nCRON_SECRET=.{32}\nTOKEN_KEYS=k1:.{44}\n$/);
  for (const line of secrets.trim().split("\n")) expect(text).not.toContain(line.split("=")[1]);
  expect((await stat(join(directory, ".env.local"))).mode & 0o777).toBe(0o600);
  sandbox.resetCalls();
  const again = await setup(["--admin", IDA]);
  expect(again.code).toBe(0);
  expect(again.text).toContain(`${IDA} is an admin already`);
  expect(calls()).toMatchObject({ schemaWrite: 0, create: 0, update: 0 });
  expect(await envFile()).toBe(secrets);
});

test("a half-made base: missing columns are made, options and types become clicks, nothing that is there is changed", async () => {
  sandbox.dropField("Client_ID");
  sandbox.dropField("Detail", "Dashboard_Audit");
  sandbox.setStatusOptions(["active", "expired"]);
  sandbox.removeTable("Dashboard_People");
  sandbox.addTable("Dashboard_People", { Email: "singleLineText", Active: "singleLineText" });
  const before = sandbox.rows("LTK_Credentials");
  const { code, text } = await setup();
  expect(code).toBe(1);
  expect(text).toContain("made column Client_ID of LTK_Credentials");
  expect(text).toContain("made column Role of Dashboard_People");
  expect(text).toContain("made column Detail of Dashboard_Audit");
  expect(text).toContain(
    "  1. In the table “LTK_Credentials”, edit the column “Status” and add the options expiring, error, needs_reauth, paused.\n" +
      "  2. In the table “Dashboard_People”, change the type of the column “Active” to Checkbox.\n",
  );
  // Client_ID, Detail, and Name, Role and Creators of the people.
  expect(calls()).toMatchObject({ schemaRead: 1, schemaWrite: 5, create: 0, update: 0 });
  expect(sandbox.rows("LTK_Credentials")).toEqual(before);
  const again = await setup();
  expect(again.text).not.toContain("made ");
  expect(again.code).toBe(1);
});

test("a key that may not make tables: one try, then the clicks, in words and in order", async () => {
  sandbox.setSchemaScope("read");
  sandbox.removeTable("Dashboard_People");
  sandbox.removeTable("Dashboard_Audit");
  const { code, text } = await setup();
  expect(code).toBe(1);
  expect(text).toContain("The key lacks the scope schema.bases:write.");
  expect(text).toContain(
    "  1. Add a table named “Dashboard_People” with the columns “Email” (Email), “Name” (Single line text), “Role” (Single select: admin, manager, creator), “Creators” (Single line text), “Active” (Checkbox).",
  );
  expect(text).toContain("  2. Add a table named “Dashboard_Audit”");
  expect(calls()).toMatchObject({ schemaRead: 1, schemaWrite: 1 });
  sandbox.setSchemaScope("none");
  sandbox.resetCalls();
  const blind = await setup();
  expect(blind.code).toBe(1);
  expect(blind.text).toContain("The key lacks the scope schema.bases:read.");
  expect(blind.text).toContain("  1. Add a table named “LTK_Credentials”");
  expect(calls()).toMatchObject({ schemaRead: 1, schemaWrite: 0 });
});

test("a dry run says what it would do and writes nothing anywhere", async () => {
  sandbox.removeTable("Dashboard_People");
  const { code, text } = await setup(["--dry-run", "--admin", IDA]);
  expect(code).toBe(1);
  expect(text).toContain("would make table Dashboard_People");
  expect(text).toContain("would get SESSION_SECRET, CRON_SECRET, TOKEN_KEYS");
  expect(text).toContain(`would add ${IDA} as admin`);
  expect(calls()).toMatchObject({ schemaWrite: 0, create: 0, update: 0 });
  await expect(envFile()).rejects.toThrow("ENOENT");
});

test("without a key it makes the secrets it can, says what to set, and keeps what stands in the file", async () => {
  const example =
    "# mine\nAIRTABLE_API_KEY=\nSESSION_SECRET=\nCRON_SECRET=a secret of my own, long enough\n";
  await writeFile(join(directory, ".env.local"), example);
  const { code, text } = await setup([], {});
  expect(code).toBe(1);
  expect(text).toContain("AIRTABLE_API_KEY is not set. Create a personal access token");
  expect(text).toContain("AIRTABLE_BASE_ID is not set.");
  expect(await envFile()).toMatch(
    /^# mine\nAIRTABLE_API_KEY=\nSESSION_SECRET=.{43}\nCRON_SECRET=a secret of my own, long enough\n$/,
  );
  expect(text).not.toContain("of my own");
});

test("where tokens are sealed under a key that is not here, none is made up", async () => {
  const header = Buffer.from('{"rid":"recElsewhere","kid":"gone"}').toString("base64url");
  sandbox.setRow("ava-lane", { Refresh_Token: `${header}..aa.bb.cc` });
  const { code, text } = await setup();
  expect(code).toBe(1);
  expect(text).toContain("copy TOKEN_KEYS from where the dashboard runs");
  expect(await envFile()).not.toContain("TOKEN_KEYS");
});

test.each([
  ["a refused key", { AIRTABLE_API_KEY: "patWrong.invented" }, [], "AIRTABLE_API_KEY is refused"],
  ["an unknown flag", {}, ["--key", "patSecret.invented"], "npm run setup [-- --dry-run]"],
  ["a bad address", {}, ["--admin", "ida"], "That is no e-mail address."],
  ["somebody who is no admin", {}, ["--admin", "noor@studio.example"], "is on the list already"],
])("%s: exit code 1, the reason, and no secret", async (_, env, args, reason) => {
  const { code, text } = await setup(args, { ...sandbox.env, ...env });
  expect(code).toBe(1);
  expect(text).toContain(reason);
  expect(text).not.toContain("invented");
});

test("while Airtable is away it says so, and the next run goes on", async () => {
  sandbox.removeTable("Dashboard_People");
  sandbox.removeTable("Dashboard_Audit");
  sandbox.faults.set(
    "airtable",
    { kind: "status", status: 503 },
    { route: "schemaWrite", times: 1 },
  );
  const { code, text } = await setup();
  expect(code).toBe(1);
  expect(text).toContain("POST tables: HTTP 503. Airtable does not do it now");
  expect((await setup()).code).toBe(1);
  expect((await setup(["--admin", IDA])).code).toBe(0);
  expect(sandbox.rows("Dashboard_People")).toHaveLength(1);
});
