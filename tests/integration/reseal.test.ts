import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createContainer } from "@/lib/server/container";
import { parseEnv } from "@/lib/server/env";
import { appEnv } from "../helpers/app-env";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import { AVA, requireOk } from "../unit/token-manager/doubles";

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await createSandbox({ kv: "redis", airtableRateLimit: false });
});

afterEach(() => sandbox.close());

function newKey(id: string): string {
  return `${id}:${randomBytes(32).toString("base64")}`;
}

/** A process with these keys, its rows read. */
async function start(keys: readonly string[]) {
  const env = { ...appEnv(sandbox), TOKEN_REFRESH: "on", TOKEN_KEYS: keys.join(",") };
  const parsed = parseEnv(env);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ name }) => name).join());
  const container = createContainer(parsed.env, { defer: (work) => void work(), log: () => {} });
  requireOk(await container.snapshot.read());
  return container;
}

const refreshTokenOf = (slug: string) => String(sandbox.row(slug)["Refresh_Token"]);

test("plain rows are sealed at once, by as few writes as ten a call allow, and nothing is spent", async () => {
  const { tokens, snapshot } = await start([newKey("k1")]);
  const before = refreshTokenOf("ava-lane");
  expect(tokens.statusOf(AVA)?.isSealed).toBe(false);
  const { sealed, left } = await tokens.reseal();
  expect([sealed, left]).toEqual([12, []]);
  expect(sandbox.calls()).toMatchObject({ airtable: { update: 2 }, auth: { token: 0 } });
  expect(refreshTokenOf("ava-lane")).not.toContain(before);
  snapshot.expire();
  requireOk(await snapshot.read());
  expect(tokens.statusOf(AVA)).toMatchObject({ isSealed: true, rowProblem: undefined });
  expect(requireOk(await tokens.getValidToken(AVA)).accessToken).toMatch(/^eyJ/);
});

test("old → both → new: after the sweep the old key can go, and nobody loses a session", async () => {
  const [old, next] = [newKey("old"), newKey("new")];
  const first = await start([old]);
  await first.tokens.reseal();
  const both = await start([next, old]);
  expect(both.tokens.statusOf(AVA)?.isSealed).toBe(false);
  expect((await both.tokens.reseal()).left).toEqual([]);
  const last = await start([next]);
  await sandbox.expireTokens("ava-lane");
  last.snapshot.expire();
  requireOk(await last.snapshot.read());
  requireOk(
    await last.tokens.replaceRejected(AVA, requireOk(await last.tokens.getValidToken(AVA))),
  );
  expect(sandbox.grants("ava-lane")).toBe(1);
  expect(sandbox.reuseEvents()).toBe(0);
});

test("a creator who is being renewed is left for later, and told", async () => {
  const { tokens } = await start([newKey("k1")]);
  await sandbox.kv([
    "SET",
    `token-lease/v1|${sandbox.recordId("ava-lane")}`,
    "another",
    "PX",
    "60000",
  ]);
  expect(await tokens.reseal()).toEqual({ sealed: 11, left: [AVA] });
});
