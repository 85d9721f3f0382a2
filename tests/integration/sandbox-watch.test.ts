import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { createSandbox } from "../sandbox";
import { CLIENT_ID } from "../sandbox/auth0";
import type { SandboxEvent } from "../sandbox/http";
import type { Sandbox, SandboxOptions } from "../sandbox/sandbox";

let sandbox: Sandbox;
afterEach(() => sandbox.close());

async function start(options: SandboxOptions): Promise<Sandbox> {
  sandbox = await createSandbox(options);
  return sandbox;
}

async function grant(slug: string): Promise<Response> {
  const { refresh_token } = await sandbox.logIn(slug);
  const form = { grant_type: "refresh_token", client_id: CLIENT_ID, refresh_token };
  return fetch(sandbox.urls.auth, { method: "POST", body: new URLSearchParams(form) });
}

test("a watcher sees a call before anything is done, and once it is done before it is answered", async () => {
  const seen: unknown[] = [];
  await start({
    watch: ({ upstream, route, phase, status }) => {
      seen.push([upstream, route, phase, status, sandbox.grants("ava-lane")]);
      return undefined;
    },
  });
  expect((await grant("ava-lane")).status).toBe(200);
  expect(seen).toEqual([
    ["auth", "token", "arrived", undefined, 0],
    ["auth", "token", "handled", 200, 1],
  ]);
});

test.each([
  { phase: "arrived", grants: 0 },
  { phase: "handled", grants: 1 },
] as const)(
  "a call lost when $phase has no answer and $grants grants",
  async ({ phase, grants }) => {
    const watch = (event: SandboxEvent) => (event.phase === phase ? "lost" : undefined);
    await start({ watch });
    await expect(grant("ava-lane")).rejects.toThrow("fetch failed");
    expect(sandbox.grants("ava-lane")).toBe(grants);
  },
);

test("a roster may be longer than one of Airtable's pages, and everybody on it can log in", async () => {
  const { urls, env, creators } = await start({ creators: 100 });
  expect(creators).toHaveLength(112);
  expect(new Set(creators.flatMap(({ publisherIds }) => publisherIds)).size).toBe(113);
  const page = await fetch(`${urls.airtable}/v0/${env["AIRTABLE_BASE_ID"]}/LTK_Credentials`, {
    headers: { authorization: `Bearer ${env["AIRTABLE_API_KEY"]}` },
  });
  const { records, offset } = z
    .object({ records: z.array(z.unknown()), offset: z.string() })
    .parse(await page.json());
  expect(records).toHaveLength(100);
  expect(offset).toContain(sandbox.recordId("creator-089"));
  expect((await grant("creator-100")).status).toBe(200);
});

test("Auth0 may leave the id token out", async () => {
  await start({ omitIdToken: true });
  const answer: unknown = await (await grant("ava-lane")).json();
  expect(answer).toMatchObject({ access_token: expect.any(String) });
  expect(answer).not.toHaveProperty("id_token");
});

test("the shared store takes commands from the test, and says when there is none", async () => {
  await start({ kv: "redis" });
  expect(await sandbox.kv(["SET", "lease", "me", "PX", "60000"])).toBe("OK");
  expect(await sandbox.kv(["PEXPIRE", "lease", "1"])).toBe(1);
  await expect.poll(() => sandbox.kv(["EXISTS", "lease"])).toBe(0);
  await sandbox.close();
  await start({});
  await expect(sandbox.kv(["PING"])).rejects.toThrow("without a store");
});
