import type { Instrumentation } from "next";

/*
 * Next compiles this file for its edge runtime, too, on which nothing here runs; there the branches below are empty, and what
 * they import is left out.
 */

/** Called by Next once, before the first request. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] === "nodejs") {
    const { isDevelopment } = await import("@/lib/server/env");
    const { quietConsole } = await import("@/lib/server/quiet-console");
    if (!isDevelopment()) quietConsole(globalThis.console);
  }
}

/** Called by Next for every error that it catches itself: in a page's render, in the proxy. */
export const onRequestError: Instrumentation.onRequestError = async (
  error,
  { method },
  context,
) => {
  if (process.env["NEXT_RUNTIME"] === "nodejs") {
    const { logRequestError } = await import("@/lib/server/request-error");
    logRequestError(error, { method, ...context });
  }
};
