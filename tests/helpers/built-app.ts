import { afterAll } from "vitest";
import { createSandbox } from "../sandbox";
import type { Sandbox, SandboxOptions } from "../sandbox/sandbox";
import { appEnv } from "./app-env";
import { type AppServer, startApp } from "./app-server";
import { sessionCookie } from "./sign-in";

/** What a file of tests of the built app works with. */
interface BuiltApp {
  readonly sandbox: Sandbox;
  readonly app: AppServer;
  /** An admin's session. */
  readonly cookie: string;
}

/** Starts the built app in front of a simulator of its own, for all tests of the file; both end after the last one. */
export async function startBuiltApp(
  options: SandboxOptions = {},
  env: Readonly<Record<string, string>> = {},
): Promise<BuiltApp> {
  const sandbox = await createSandbox(options);
  afterAll(() => sandbox.close());
  const app = await startApp({ ...appEnv(sandbox), ...env });
  afterAll(() => app.close());
  return { sandbox, app, cookie: await sessionCookie() };
}
