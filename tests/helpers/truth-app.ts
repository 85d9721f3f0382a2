import { afterAll } from "vitest";
import type { Sandbox } from "../sandbox/sandbox";
import { startBuiltApp } from "./built-app";
import { createMovingClock } from "./moving-clock";
import { sessionCookie } from "./sign-in";
import { TRUTH_NOW, type Truth, truthOf } from "./truth";

interface TruthApp {
  readonly sandbox: Sandbox;
  readonly truth: Truth;
  /** The HTML of a page as an admin gets it. */
  readPage(path: string): Promise<string>;
  request(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
}

/** The built app in front of a simulator, both at `TRUTH_NOW`: there LTK's clock stands, and the app's begins. */
export async function startTruthApp(): Promise<TruthApp> {
  const clock = createMovingClock();
  await clock.advance(TRUTH_NOW - Date.now());
  const { sandbox, app } = await startBuiltApp(
    { airtableRateLimit: false, isLedgerEmpty: true, now: () => TRUTH_NOW },
    clock.env,
  );
  afterAll(() => clock.close());
  const cookie = await sessionCookie(clock.now);
  const request = (path: string, headers: Readonly<Record<string, string>> = { cookie }) =>
    fetch(`${app.url}${path}`, { headers });
  return {
    sandbox,
    truth: truthOf(sandbox),
    request,
    async readPage(path) {
      const response = await request(path);
      if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
      return response.text();
    },
  };
}
