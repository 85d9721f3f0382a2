import { afterAll, beforeAll, expect, test } from "vitest";
import { POST as connect } from "../../app/api/ltk/[creator]/connect/route";
import { GET as exportFile } from "../../app/api/ltk/[creator]/export/route";
import { POST as sync } from "../../app/api/ltk/[creator]/sync/route";
import { POST as signIn } from "../../app/api/session/route";
import { POST as encrypt } from "../../app/api/tokens/encrypt/route";
import { FROM_OWN_PAGE, ownForm } from "../helpers/own-page";
import { ADMIN_EMAIL, sessionCookie, signInLink } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import { callCreatorRoute, setUpContainer } from "./routes-set-up";

const ADDRESS = "http://in-process";

let sandbox: Sandbox;
let dashboard: ReturnType<typeof setUpContainer>;

beforeAll(async () => {
  sandbox = await createSandbox({ airtableRateLimit: false, kv: "redis" });
  dashboard = setUpContainer(sandbox, Date.now);
});
afterAll(async () => {
  await dashboard.settle();
  await sandbox.close();
});

async function lines() {
  await dashboard.settle();
  await dashboard.container.audit.flush();
  return sandbox.rows("Dashboard_Audit").map((row) => {
    const { Actor, Action, Creator, Detail } = row;
    return [Actor, Action, Creator, Detail];
  });
}

async function postAbout(handler: typeof sync, creator: string, body: unknown): Promise<number> {
  const request = new Request(`${ADDRESS}/api/ltk/${creator}/x`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: {
      ...FROM_OWN_PAGE,
      "content-type": "application/json",
      cookie: await sessionCookie(),
    },
  });
  return (await handler(request, { params: Promise.resolve({ creator }) })).status;
}

test("what is done leaves a line, who and what about whom; what is refused leaves none", async () => {
  const search = "view=items-sold&range=7d";
  const exported = (path: string) => callCreatorRoute(exportFile, path, { now: Date.now });
  expect((await exported(`/api/ltk/ava-lane/export?${search}`)).status).toBe(200);
  expect((await exported("/api/ltk/ava-lane/export?view=nothing")).status).toBe(400);
  expect((await exported(`/api/ltk/nobody/export?${search}`)).status).toBe(404);
  expect(await lines()).toEqual([
    [ADMIN_EMAIL, "export", "ava-lane", expect.stringMatching(/^ava-lane_items-sold_.*\.csv$/)],
  ]);

  expect(await postAbout(sync, "bea-ortiz", {})).toBe(200);
  expect(await postAbout(sync, "bea-ortiz", {})).toBe(429);
  expect((await lines()).slice(1)).toEqual([[ADMIN_EMAIL, "sync", "bea-ortiz", undefined]]);

  const session = await sandbox.logIn("dina-moss");
  expect(await postAbout(connect, "dina-moss", session)).toBe(200);
  expect(await postAbout(connect, "dina-moss", { refresh_token: "v1.rubbish" })).not.toBe(200);
  const connected = (await lines()).slice(2);
  expect(connected).toEqual([[ADMIN_EMAIL, "connect", "dina-moss", "analytics ok"]]);

  const encrypted = await encrypt(
    new Request(`${ADDRESS}/api/tokens/encrypt`, {
      method: "POST",
      body: ownForm(),
      headers: { ...FROM_OWN_PAGE, cookie: await sessionCookie() },
    }),
  );
  expect(encrypted.status).toBe(303);
  expect((await lines()).slice(3)).toEqual([
    [ADMIN_EMAIL, "tokens-encrypted", undefined, expect.stringMatching(/^\d+ sealed, \d+ left$/)],
  ]);
});

test("a sign-in leaves a line, and a link that is used up none", async () => {
  const before = (await lines()).length;
  const token = (await signInLink(ADDRESS)).split("#token=")[1] ?? "";
  const post = () =>
    signIn(
      new Request(`${ADDRESS}/api/session`, {
        method: "POST",
        body: new URLSearchParams({ token }),
        headers: FROM_OWN_PAGE,
      }),
    );
  expect((await post()).headers.get("location")).toBe("/");
  expect((await post()).headers.get("location")).toBe("/sign-in?problem=used");
  expect((await lines()).slice(before)).toEqual([[ADMIN_EMAIL, "sign-in", undefined, undefined]]);
});
