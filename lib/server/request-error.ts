import "server-only";
import { type Log, log as logLine } from "./log";

/** Where an error was caught: what the code says of it, and nothing of the request itself. */
interface Place {
  readonly method: string;
  /** The pattern, such as `/creator/[slug]`. */
  readonly routePath: string;
  readonly routeType: string;
}

const MAX_FRAMES = 5;

/**
 * Logs an error that nobody expected. Its message, the address with its query, and headers may hold anything, so they stay
 * out; `digest` is what the visitor's page shows, if it shows anything.
 */
export function logRequestError(error: unknown, place: Place, log: Log = logLine): void {
  const { method, routePath, routeType } = place;
  log("error", "request_failed", {
    name: nameOf(error),
    digest: digestOf(error),
    method,
    routePath,
    routeType,
    frames: framesOf(error),
  });
}

/** The name of an error's kind; a made-up one may hold anything. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return /^\w{1,40}$/.test(error.name) ? error.name : "Error";
}

/** The functions and files it came through, nearest first. The stack's head repeats the message, in however many lines. */
export function framesOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const { stack = "", message } = error;
  const headEnd = Math.max(0, stack.indexOf(message)) + message.length;
  return stack
    .slice(headEnd)
    .split("\n")
    .filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
    .slice(0, MAX_FRAMES)
    .map((line) => line.trim())
    .join(" ");
}

function digestOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("digest" in error)) return undefined;
  const digest = String(error.digest);
  return /^[\w@-]{1,64}$/.test(digest) ? digest : undefined;
}
