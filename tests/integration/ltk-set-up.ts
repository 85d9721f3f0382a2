import { vi } from "vitest";
import { type Day, parseDay, parseSlug, type Slug } from "@/lib/core/brand";
import { ok, type Result } from "@/lib/core/result";
import { createLtkClient } from "@/lib/ltk/client";
import { createDriftLog } from "@/lib/ltk/drift";
import type { LtkError } from "@/lib/ltk/errors";
import { createRequester } from "@/lib/ltk/request";
import type { Sandbox } from "../sandbox/sandbox";

export const NOW = Date.parse("2026-11-24T12:00:00Z");

type Tokens = { readonly accessToken: string; readonly idToken: string };
export type Refusal = { readonly code: "needs_reauth" };

/** A day that must be one. */
export function day(text: string): Day {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new Error(`not a day: ${text}`);
  return parsed;
}

/** A slug that must be one. */
export function slugOf(text: string): Slug {
  const parsed = parseSlug(text);
  if (parsed === undefined) throw new Error(`not a slug: ${text}`);
  return parsed;
}

/** A client of the simulator for one creator, with a clock that stands still unless a test moves it. */
export async function setUpClient(sandbox: Sandbox, slugText = "ava-lane") {
  const slug = slugOf(slugText);
  const creator = sandbox.creators.find((one) => one.slug === slugText);
  if (creator === undefined) throw new Error(`no creator ${slugText}`);
  const session = await sandbox.logIn(slugText);
  const valid: Tokens = { accessToken: session.access_token, idToken: session.id_token };
  const tokens = {
    getValidToken: vi.fn(async (): Promise<Result<Tokens, Refusal>> => ok(valid)),
    replaceRejected: vi.fn(async (): Promise<Result<Tokens, Refusal>> => ok(valid)),
  };
  const clock = { nowMs: NOW };
  const slept: number[] = [];
  const asked: { readonly url: URL; readonly headers: Headers }[] = [];
  /** Told before each call. */
  const onCall = vi.fn<(count: number) => void>();
  const drift = createDriftLog({ now: () => clock.nowMs });
  const send = createRequester({
    fetch: (input, init) => {
      asked.push({ url: new URL(String(input)), headers: new Headers(init?.headers) });
      onCall(asked.length);
      return fetch(input, init);
    },
    baseUrl: sandbox.urls.gateway,
    now: () => clock.nowMs,
    sleep: async (ms) => void slept.push(ms),
    random: () => 0.5,
  });
  const { publisherIds, accountId, currency } = creator;
  return {
    client: createLtkClient({ send, tokens, drift }),
    tokens,
    valid,
    clock,
    slept,
    asked,
    onCall,
    drift,
    query: { slug, publisherIds, accountId, currency, timezone: "UTC" },
  };
}

/** The error's code, or `ok`. */
export function codeOf(result: Result<unknown, LtkError | Refusal>): string {
  return result.ok ? "ok" : result.error.code;
}

/** The answer; a failure is a failed test. */
export function answerOf<T>(result: Result<T, LtkError | Refusal>): T {
  if (!result.ok) throw new Error(`no answer: ${result.error.code}`);
  return result.value;
}
