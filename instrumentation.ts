import type { Instrumentation } from "next";
import { isDevelopment } from "@/lib/server/env";
import { quietConsole } from "@/lib/server/quiet-console";
import { logRequestError } from "@/lib/server/request-error";

/** Called by Next once, before the first request. */
export function register(): void {
  if (!isDevelopment()) quietConsole(globalThis.console);
}

/** Called by Next for every error that it catches itself: in a page's render, in the proxy. */
export const onRequestError: Instrumentation.onRequestError = (error, { method }, context) => {
  logRequestError(error, { method, ...context });
};
