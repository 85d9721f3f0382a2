import type { Instrumentation } from "next";
import { logRequestError } from "@/lib/server/request-error";

/** Called by Next for every error that it catches itself: in a page's render, in the proxy. */
export const onRequestError: Instrumentation.onRequestError = (error, { method }, context) => {
  logRequestError(error, { method, ...context });
};
