import "server-only";
import { redact } from "@/lib/core/redact";
import { framesOf, nameOf } from "./request-error";

type Write = (...args: readonly unknown[]) => void;

/** Where Next and packages print what went wrong. */
interface ErrorConsole {
  error: Write;
  warn: Write;
}

/**
 * Keeps the texts of errors out of the log: Next prints every error that it catches, with its message, before it tells us.
 * Errors are printed as kind and frames, and texts without what looks like a secret.
 */
export function quietConsole(target: ErrorConsole): void {
  for (const method of ["error", "warn"] as const) {
    const write = target[method].bind(target);
    target[method] = (...args) => write(...args.map(quiet));
  }
}

function quiet(value: unknown): unknown {
  if (value instanceof Error) return `${nameOf(value)} ${framesOf(value)}`;
  if (typeof value === "string") return redact(value);
  // An object may be an error of another kind, or a request.
  return typeof value === "object" && value !== null ? "[object]" : value;
}
