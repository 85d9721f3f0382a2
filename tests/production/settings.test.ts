import { afterAll, beforeAll, expect, test } from "vitest";
import { appEnv } from "../helpers/app-env";
import { type AppServer, startApp } from "../helpers/app-server";
import { createMovingClock, type MovingClock } from "../helpers/moving-clock";
import { sessionCookie } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";

const MINUTE_MS = 60_000;

let clock: MovingClock;
let sandbox: Sandbox;
let app: AppServer;

beforeAll(async () => {
  clock = createMovingClock();
  sandbox = await createSandbox({ now: clock.now, airtableRateLimit: false });
  app = await startApp({ ...appEnv(sandbox), ...clock.env });
});

afterAll(async () => {
  await app.close();
  await sandbox.close();
  clock.close();
});

async function settings(): Promise<string> {
  const headers = { cookie: await sessionCookie(clock.now) };
  const response = await fetch(`${app.url}/settings`, { headers });
  expect(response.status).toBe(200);
  return (await response.text()).replaceAll("<!-- -->", "").replaceAll("&#x27;", "'");
}

test("whoever is not signed in is sent away", async () => {
  const response = await fetch(`${app.url}/settings`, { redirect: "manual" });
  expect(response.status).toBe(307);
  expect(response.headers.get("location")).toContain("/sign-in");
});

test("Airtable never answered: the connections are not known, the rest of the page is there", async () => {
  sandbox.faults.set("airtable", { kind: "status", status: 503 });
  const page = await settings();
  sandbox.faults.clear();
  expect(page).toContain("The connections are not available.");
  expect(page).toContain("It has not answered since this instance started");
  expect(page).toContain("Contract drift");
  expect(page).not.toContain("to reconnect or mend");
});

test("Airtable stopped answering: the last known connections, and their age", async () => {
  await clock.advance(MINUTE_MS);
  expect(await settings()).toContain("Ava Lane");
  sandbox.faults.set("airtable", { kind: "status", status: 503 });
  await clock.advance(5 * MINUTE_MS);
  const page = await settings();
  sandbox.faults.clear();
  await clock.advance(MINUTE_MS);
  expect(page).toContain("Airtable does not answer.");
  expect(page).toContain("This is its list of 5 min ago.");
  expect(page).toContain("Ava Lane");
});

test("rows that cannot be used, and those without a session, say what they need", async () => {
  sandbox.setRow("bea-ortiz", { Publisher_ID: null });
  sandbox.setRow("cleo-park", { Access_Token: null, ID_Token: null, Refresh_Token: null });
  sandbox.setRow("esme-hart", { Status: "paused" });
  await clock.advance(MINUTE_MS);
  const page = await settings();
  expect(page).toContain("Missing in Airtable: Publisher_ID.");
  expect(page).toContain(
    "Her row in Airtable holds a blank Refresh_Token. Paste a session of hers.",
  );
  expect(page).toContain('Reconnect <span class="sr-only">of Cleo Park</span>');
  expect(page).not.toContain("of Bea Ortiz</span>");
  expect(page).not.toContain("of Esme Hart</span>");
  // Dina Moss, whose session has ended, and the two above.
  expect(page).toContain('3 <span class="sr-only">to reconnect or mend</span>');
});

test("LTK changed the shape of an answer: the page says where", async () => {
  sandbox.faults.set("gateway", { kind: "drift" });
  const headers = { cookie: await sessionCookie(clock.now) };
  await fetch(`${app.url}/api/ltk/lola-quinn/overview?range=2026-02-02..2026-02-08`, { headers });
  sandbox.faults.clear();
  expect(await settings()).toMatch(/unexpected shape at .*First seen just now/);
});
