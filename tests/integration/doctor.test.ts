import { afterEach, beforeEach, expect, test } from "vitest";
import { runCommand } from "../helpers/run-command";
import { SESSION_SECRET } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await createSandbox();
});

afterEach(() => sandbox.close());

const doctor = (env: Record<string, string>) => runCommand("doctor", [], env);

function withSandbox(): Record<string, string> {
  return { ...sandbox.env, SESSION_SECRET };
}

test("all well: exit code 0, a warning for who must log in again, and no token spent", async () => {
  const { code, text } = await doctor(withSandbox());
  expect(code).toBe(0);
  expect(text).toContain("ok    Airtable");
  expect(text).toContain("warn  row Dina Moss");
  expect(text).toContain("warn  shared store: none is set");
  expect(text).toContain("warn  TOKEN_KEYS: not set");
  for (const { slug } of sandbox.creators) expect(sandbox.grants(slug)).toBe(0);
  expect(text).toContain("ok    table Dashboard_People");
  expect(text).toContain("ok    table Dashboard_Audit");
  // Creators, people, the trail.
  expect(sandbox.calls().airtable).toMatchObject({ list: 3, update: 0, create: 0, schemaRead: 0 });
});

test("tables that are missing, rows that give no access, and nobody who is an admin are warnings", async () => {
  sandbox.setPerson("noor@studio.example", { Creators: "?" });
  sandbox.setPerson("mara@studio.example", { Active: null });
  sandbox.removeTable("Dashboard_Audit");
  const rows = await doctor(withSandbox());
  expect(rows.code).toBe(0);
  expect(rows.text).toContain(
    "warn  table Dashboard_People, row Noor Haddad: Creators holds what is no slug: ?.",
  );
  expect(rows.text).toContain("warn  admins: nobody is one");
  expect(rows.text).toContain(
    "warn  table Dashboard_Audit: it, or its column At, is missing; npm run setup",
  );
  sandbox.removeTable("Dashboard_People");
  const { code, text } = await doctor({ ...withSandbox(), ADMIN_EMAILS: "mara@studio.example" });
  expect(code).toBe(0);
  expect(text).toContain("warn  table Dashboard_People: missing, so only ADMIN_EMAILS may sign in");
  expect(text).not.toContain("warn  admins");
});

test("mails that were set up by halves are a warning that says what is missing; without any, nothing is said", async () => {
  const half = await doctor({ ...withSandbox(), RESEND_API_KEY: "re_invented" });
  expect(half.code).toBe(0);
  expect(half.text).toContain(
    "warn  sign-in links by e-mail: none is mailed: set MAIL_FROM and APP_URL",
  );
  expect(half.text).not.toContain("re_invented");
  expect((await doctor(withSandbox())).text).not.toContain("e-mail");
});

test("a webhook on the public internet is well, and one in a private network is refused by name", async () => {
  const well = await doctor({ ...withSandbox(), ALERT_WEBHOOK_URL: "https://8.8.8.8/hook" });
  expect(well.text).toContain("ok    ALERT_WEBHOOK_URL");
  const inside = await doctor({ ...withSandbox(), ALERT_WEBHOOK_URL: "https://10.0.0.7/hook" });
  expect(inside.code).toBe(1);
  expect(inside.text).toContain("ALERT_WEBHOOK_URL must lead to a public host");
  expect(inside.text).not.toContain("10.0.0.7");
});

test("without an environment it names each variable and the fix", async () => {
  const { code, text } = await doctor({});
  expect(code).toBe(1);
  expect(text).toContain("AIRTABLE_API_KEY is not set. Create");
});

test("a refused key, a missing column and an upstream that is down fail with their names", async () => {
  sandbox.setRow("cleo-park", { Publisher_ID: null });
  sandbox.faults.set("gateway", { kind: "refuse" });
  const rows = await doctor(withSandbox());
  expect(rows.code).toBe(1);
  expect(rows.text).toContain("FAIL  row Cleo Park: Missing in Airtable: Publisher_ID.");
  expect(rows.text).toContain("FAIL  LTK gateway: could not be reached");
  const key = await doctor({ ...withSandbox(), AIRTABLE_API_KEY: "patWrong.invented" });
  expect(key.code).toBe(1);
  expect(key.text).toContain("AIRTABLE_API_KEY is refused");
  expect(key.text).not.toContain("patWrong");
});

test("keys and a store that answers are well; a store that does not fails, and so does a cell that cannot be opened", async () => {
  const kv = await createSandbox({ kv: "redis" });
  const key = Buffer.alloc(32, 7).toString("base64");
  const env = { ...kv.env, SESSION_SECRET, TOKEN_KEYS: `k1:${key}` };
  const well = await doctor(env);
  expect(well.text).toContain("ok    shared store");
  expect(well.text).toContain("ok    TOKEN_KEYS");
  const header = Buffer.from('{"rid":"recElsewhere","kid":"gone"}').toString("base64url");
  kv.setRow("ava-lane", { Refresh_Token: `${header}..aa.bb.cc` });
  kv.faults.set("kv", { kind: "refuse" });
  const { code, text } = await doctor(env);
  await kv.close();
  expect(code).toBe(1);
  expect(text).toContain("FAIL  shared store: does not answer");
  expect(text).toContain("FAIL  row Ava Lane: its Refresh_Token was sealed for another row");
  expect(text).not.toContain(key);
});
