import { afterAll, beforeAll, expect, test } from "vitest";
import { appEnv } from "../helpers/app-env";
import { type AppServer, startApp } from "../helpers/app-server";
import { firstLoadGzipBytes } from "../helpers/first-load";
import { sessionCookie } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";

/** An empty page of this stack weighs 133 to 135 kB. */
const BUDGET_BYTES = 150_000;

let sandbox: Sandbox;
let app: AppServer;

beforeAll(async () => {
  sandbox = await createSandbox();
  app = await startApp(appEnv(sandbox));
});

afterAll(async () => {
  await app.close();
  await sandbox.close();
});

test.each(["/", "/creator/ava-lane", "/settings"])(
  "%s loads at most 150 kB of script at first",
  async (path) => {
    const bytes = await firstLoadGzipBytes(app.url, path, await sessionCookie());
    // Far below the framework itself, the scripts were not found.
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThanOrEqual(BUDGET_BYTES);
  },
);
