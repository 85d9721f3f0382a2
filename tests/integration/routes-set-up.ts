import { createContainer } from "@/lib/server/container";
import { parseEnv } from "@/lib/server/env";
import { appEnv } from "../helpers/app-env";
import { sessionCookie } from "../helpers/sign-in";
import type { Sandbox } from "../sandbox/sandbox";

/** A Tuesday at noon, UTC. */
export const NOW = Date.parse("2026-11-24T12:00:00Z");

/** Pauses are shorter, and time limits longer. */
const PATIENCE_MS = 5_000;

type CreatorHandler = (
  request: Request,
  context: { readonly params: Promise<{ readonly creator: string }> },
) => Promise<Response>;

/** A clock that stands still until it is moved. */
export function createClock() {
  let nowMs = NOW;
  return {
    now: () => nowMs,
    advance(ms: number) {
      nowMs += ms;
    },
  };
}

/** Gives the route handlers of this process a container in front of a simulator. Without a store that takes its time, pauses take a fiftieth; how long somebody is waited for, which passes only when it is in vain, a fifth. */
export function setUpContainer(sandbox: Sandbox, now: () => number = () => NOW) {
  const parsed = parseEnv({ ...appEnv(sandbox), TOKEN_REFRESH: "on" });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ name }) => name).join());
  const deferred: Promise<void>[] = [];
  const hasteOf = (ms: number) => (parsed.env.kv !== undefined ? 1 : ms >= PATIENCE_MS ? 5 : 50);
  const container = createContainer(parsed.env, {
    now,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms / hasteOf(ms))),
    random: () => 0.5,
    defer: (work) => void deferred.push(work()),
    log: () => {},
  });
  Reflect.set(globalThis, Symbol.for("hemline.container"), { ok: true, container });
  return { container, settle: () => Promise.all(deferred.splice(0)) };
}

/** Calls a creator's route as a signed-in admin. */
export async function callCreatorRoute(
  handler: CreatorHandler,
  path: string,
  { cookie, now = () => NOW }: { readonly cookie?: string; readonly now?: () => number } = {},
): Promise<Response> {
  const url = new URL(path, "http://in-process");
  const creator = url.pathname.split("/")[3] ?? "";
  const headers = { cookie: cookie ?? (await sessionCookie(now)) };
  return handler(new Request(url, { headers }), { params: Promise.resolve({ creator }) });
}
