import { afterAll, beforeAll, expect, test } from "vitest";
import { createMemoryKv } from "@/lib/kv/memory";
import { createSignInLinks } from "@/lib/server/sign-in-link";
import { appEnv } from "../helpers/app-env";
import { runCommand } from "../helpers/run-command";
import { ADMIN_EMAIL, SESSION_SECRET } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";

const WEEK_MS = 7 * 24 * 3_600_000;

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(() => sandbox.close());

const makeLink = (...args: readonly string[]) =>
  runCommand("sign-in-link", args, { ...appEnv(sandbox), APP_URL: "https://dashboard.example" });

test("it prints a link of a week and nothing else, and asks Airtable nothing for an admin of the environment", async () => {
  const { code, stdout, stderr } = await makeLink(" Mara@Studio.example ");
  expect([code, stderr]).toEqual([0, ""]);
  const token = /^https:\/\/dashboard\.example\/sign-in#token=([\w.-]+)\n$/.exec(stdout)?.[1] ?? "";
  const now = Date.now;
  const links = createSignInLinks({
    secret: SESSION_SECRET,
    now,
    store: createMemoryKv({ now }),
    newId: () => "x",
  });
  const link = await links.open(token);
  if (!link.ok) throw new Error(link.error);
  expect(link.value.email).toBe(ADMIN_EMAIL);
  expect(link.value.expiresAtMs - link.value.issuedAtMs).toBeCloseTo(WEEK_MS, -1);
  expect(sandbox.calls().airtable.list).toBe(0);
  expect(sandbox.rows("Dashboard_Audit")).toEqual([
    {
      At: expect.any(String),
      Actor: "npm run sign-in-link",
      Action: "sign-in-link",
      Detail: ADMIN_EMAIL,
    },
  ]);
});

test("it prints the link and nothing else while Airtable is down, for an admin of the environment", async () => {
  sandbox.faults.set("airtable", { kind: "status", status: 503 });
  const { code, stdout, stderr } = await makeLink(ADMIN_EMAIL);
  sandbox.faults.clear();
  expect([code, stderr]).toEqual([0, "audit_not_saved\n"]);
  expect(stdout).toMatch(/^https:\/\/dashboard\.example\/sign-in#token=[\w.-]+\n$/);
});

test("it makes links for people of the table", async () => {
  const { code, stdout } = await makeLink("noor@studio.example");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^https:\/\/dashboard\.example\/sign-in#token=[\w.-]+\n$/);
});

test("while Airtable does not answer it says so, and prints no link that might not work", async () => {
  sandbox.faults.set("airtable", { kind: "refuse" });
  const { code, stdout, stderr } = await makeLink("noor@studio.example");
  sandbox.faults.clear();
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toContain("The people's table does not answer");
});

test.each([
  ["for nobody who may sign in", ["eve@else.example"], "That address may not sign in."],
  ["for no address", ["mara"], "Say for whom"],
  ["for nobody", [], "Say for whom"],
])("%s it prints no link, and says why", async (_, args, words) => {
  const { code, stdout, stderr } = await makeLink(...args);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toContain(words);
});
