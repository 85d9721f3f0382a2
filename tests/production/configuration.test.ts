import { afterEach, expect, test } from "vitest";
import { type AppServer, startApp } from "../helpers/app-server";
import { SESSION_SECRET } from "../helpers/sign-in";

let app: AppServer | undefined;

afterEach(() => app?.close());

test("without its variables the app starts, and every answer names what is missing and how to set it", async () => {
  app = await startApp({ SESSION_SECRET });
  const page = await fetch(`${app.url}/sign-in`);
  expect(await page.text()).toContain("AIRTABLE_API_KEY");
  const health = await fetch(`${app.url}/api/health`);
  expect(health.status).toBe(503);
  expect(await health.text()).toContain("not_configured: AIRTABLE_API_KEY is not set.");
  const route = await fetch(`${app.url}/api/ltk/ava-lane/overview`);
  expect(route.status).toBe(503);
  expect(await route.json()).toMatchObject({ error: { code: "not_configured" } });
});

test("a malformed variable is named without its value", async () => {
  app = await startApp({
    SESSION_SECRET: "hunter2",
    AIRTABLE_API_KEY: "k",
    AIRTABLE_BASE_ID: "app1",
  });
  const text = await (await fetch(`${app.url}/api/health`)).text();
  expect(text).toContain("SESSION_SECRET must have at least 32 characters.");
  expect(text).not.toContain("hunter2");
});
