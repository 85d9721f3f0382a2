import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SESSION_SECRET } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";

const run = promisify(execFile);
const ROOT = new URL("../..", import.meta.url);

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await createSandbox();
});

afterEach(() => sandbox.close());

async function doctor(env: Record<string, string>): Promise<{ code: number; text: string }> {
  const args = ["--conditions=react-server", "--import", "tsx", "lib/cli/doctor.ts"];
  const base = { PATH: process.env["PATH"] ?? "", NODE_ENV: "test" as const };
  const options = { cwd: ROOT, env: { ...base, ...env } };
  try {
    const { stdout, stderr } = await run(process.execPath, args, options);
    return { code: 0, text: stdout + stderr };
  } catch (error) {
    const failed = error as { code: number; stdout: string; stderr: string };
    return { code: failed.code, text: failed.stdout + failed.stderr };
  }
}

function withSandbox(): Record<string, string> {
  return { ...sandbox.env, SESSION_SECRET };
}

test("all well: exit code 0, a warning for who must log in again, and no token spent", async () => {
  const { code, text } = await doctor(withSandbox());
  expect(code).toBe(0);
  expect(text).toContain("ok    Airtable");
  expect(text).toContain("warn  row Dina Moss");
  for (const { slug } of sandbox.creators) expect(sandbox.grants(slug)).toBe(0);
  expect(sandbox.calls().airtable).toMatchObject({ list: 1, update: 0 });
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
