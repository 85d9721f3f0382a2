import { parseDay, parseSlug, type Slug } from "@/lib/core/brand";
import { addDays, addMonths, listDays } from "@/lib/core/time";
import { type Container, createContainer, describeProblems } from "@/lib/server/container";
import { readProcessEnv } from "@/lib/server/env";
import { refreshTokens } from "@/lib/server/jobs/refresh-tokens";
import type { TokenError, ValidToken } from "@/lib/token-manager/token-manager";
import { type Answer, type Command, type Got, Order, type Read } from "./messages";
import { createWorkerClock, moveTimeouts } from "./worker-clock";
import { createRandom } from "./worker-random";

/*
 * A process of its own for the proofs: the production container, and commands from the parent instead of HTTP. Log lines
 * go to standard output, as in production.
 */

const clock = createWorkerClock();
if (process.env["PROOF_TIMEOUTS"] === "moved") moveTimeouts(clock);
const random = createRandom();
const container = build();
const lastTokens = new Map<string, ValidToken>();

function build(): Container {
  const parsed = readProcessEnv();
  if (!parsed.ok) throw new Error(describeProblems(parsed.problems));
  return createContainer(parsed.env, { ...clock, random: random.next });
}

function requireSlug(text: string): Slug {
  const slug = parseSlug(text);
  if (slug === undefined) throw new Error(`no slug: ${text}`);
  return slug;
}

type Outcome =
  | { readonly ok: true; readonly value: ValidToken }
  | { readonly ok: false; readonly error: TokenError };

function report(slug: string, outcome: Outcome): Got {
  if (!outcome.ok) return { ok: false, ...outcome.error };
  lastTokens.set(slug, outcome.value);
  const { accessToken, version, saved } = outcome.value;
  return { ok: true, accessToken, version, saved };
}

async function get({ slug, count, spreadMs }: Extract<Command, { name: "get" }>) {
  const waits = Array.from({ length: count }, () => random.next() * spreadMs);
  const calls = waits.map(async (waitMs) => {
    if (spreadMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    return report(slug, await container.tokens.getValidToken(requireSlug(slug)));
  });
  return Promise.all(calls);
}

async function reject(slug: string): Promise<Got> {
  const rejected = lastTokens.get(slug);
  if (rejected === undefined) throw new Error(`this worker got no tokens for ${slug}`);
  return report(slug, await container.tokens.replaceRejected(requireSlug(slug), rejected));
}

async function refresh(deadlineMs: number) {
  const outcome = await refreshTokens(container, clock.now() + deadlineMs);
  return { results: {}, ...outcome };
}

/** One call of LTK each time, whatever is kept. */
async function read({ slug, day }: Extract<Command, { name: "read" }>) {
  const from = parseDay(day);
  if (from === undefined) throw new Error(`no day: ${day}`);
  const publisherIds = ["100001"];
  const period = { slug: requireSlug(slug), publisherIds, from, to: from, timezone: "UTC" };
  return container.dailySeries.refresh({ ...period, today: from });
}

async function summariseOnce(slug: string, month: string): Promise<Read> {
  const from = parseDay(month);
  if (from === undefined) throw new Error(`no day: ${month}`);
  const to = addDays(addMonths(from, 1), -1);
  const publisherIds = ["100001"];
  const period = { slug: requireSlug(slug), publisherIds, from, to, timezone: "UTC" };
  const answer = await container.reads.performanceSummary(period);
  if (!answer.ok) return { ok: false, code: answer.error.code };
  const { value, source, storedAtMs, error } = answer.value;
  return {
    ok: true,
    clicks: value.clicks ?? null,
    source,
    storedAtMs,
    reason: error?.code ?? null,
  };
}

function summarise({ slug, months, count }: Extract<Command, { name: "summarise" }>) {
  const callers = Array.from({ length: count }, () => months);
  return Promise.all(callers.flat().map((month) => summariseOnce(slug, month)));
}

async function chartOnce(slug: string, todayText: string): Promise<Read> {
  const today = parseDay(todayText);
  if (today === undefined) throw new Error(`no day: ${todayText}`);
  const [from, to] = [addDays(today, -28), addDays(today, -1)];
  const publisherIds = ["100001"];
  const query = { slug: requireSlug(slug), publisherIds, from, to, today, timezone: "UTC" };
  const answer = await container.dailySeries.read(query);
  if (!answer.ok) return { ok: false, code: answer.error.code };
  const { series, source } = answer.value;
  const clicks = listDays(from, to).reduce((sum, day) => sum + (series.get(day)?.clicks ?? 0), 0);
  const { storedAtMs, error } = source;
  return { ok: true, clicks, source: source.source, storedAtMs, reason: error?.code ?? null };
}

function chart({ slug, today, count }: Extract<Command, { name: "chart" }>) {
  return Promise.all(Array.from({ length: count }, () => chartOnce(slug, today)));
}

async function obey(command: Command): Promise<unknown> {
  switch (command.name) {
    case "get":
      return get(command);
    case "reject":
      return reject(command.slug);
    case "refresh":
      return refresh(command.deadlineMs);
    case "saved":
      return container.tokens.whenSaved();
    case "status":
      return container.tokens.statusOf(requireSlug(command.slug)) ?? null;
    case "connect":
      return JSON.stringify(
        await container.tokens.connect(requireSlug(command.slug), command.text),
      );
    case "read":
      return JSON.stringify(await read(command));
    case "summarise":
      return summarise(command);
    case "chart":
      return chart(command);
    case "observe": {
      container.snapshot.expire();
      return (await container.snapshot.read()).ok;
    }
    case "clock":
      return clock.setAhead(command.aheadMs);
    case "seed":
      return random.seed(command.seed);
  }
}

function send(answer: Answer): void {
  process.send?.(answer);
}

async function take(message: unknown): Promise<void> {
  const { id, command } = Order.parse(message);
  try {
    send({ kind: "done", id, result: (await obey(command)) ?? null });
  } catch (error) {
    send({ kind: "failed", id, error: error instanceof Error ? error.message : String(error) });
  }
}

process.on("message", (message) => void take(message));
// The parent is gone, or has closed the channel.
process.on("disconnect", () => process.exit(0));
send({ kind: "ready" });
