import "server-only";
import { z } from "zod";
import type { LtkErrorCode } from "@/lib/ltk/errors";
import type { TokenErrorCode } from "@/lib/token-manager/token-manager";
import { type ApiError, apiError } from "./api-error";

/** Why a read of LTK failed: the token, or the gateway. */
export interface ReadFailure {
  readonly code: LtkErrorCode | TokenErrorCode;
}

interface Wording {
  /** The API error when there is no cached data to answer with. */
  readonly api: ApiError["code"];
  /** One sentence for the person who looks at the numbers. */
  readonly sentence: string;
}

/** The words and the API error of every way a read can fail; one row per code, so that a new code must decide. */
const WORDING: Readonly<Record<ReadFailure["code"], Wording>> = {
  ltk_unauthorised: { api: "upstream_unavailable", sentence: "LTK refused the request." },
  ltk_forbidden: {
    api: "upstream_unavailable",
    sentence: "LTK refuses analytics for this account; check its Publisher_ID.",
  },
  ltk_rate_limited: {
    api: "upstream_unavailable",
    sentence: "LTK asks us to slow down; the next try follows by itself.",
  },
  ltk_unavailable: { api: "upstream_unavailable", sentence: "LTK did not answer." },
  ltk_bad_request: {
    api: "upstream_unavailable",
    sentence: "LTK did not accept the request; its interface may have changed.",
  },
  ltk_bad_shape: {
    api: "upstream_unavailable",
    sentence: "LTK answered in a form we do not know; its interface has changed.",
  },
  needs_reauth: {
    api: "needs_reauth",
    sentence: "LTK ended this creator's session; she has to log in to LTK again.",
  },
  not_connected: {
    api: "needs_reauth",
    sentence: "This creator has not been connected to LTK yet.",
  },
  paused: { api: "needs_reauth", sentence: "Updates for this creator are paused." },
  token_wait: {
    api: "upstream_unavailable",
    sentence: "The session with LTK is being renewed; try again in a moment.",
  },
  token_in_doubt: {
    api: "upstream_unavailable",
    sentence: "It is not certain whether LTK renewed the session; we are finding out.",
  },
  token_refresh_off: {
    api: "upstream_unavailable",
    sentence: "The session has lapsed and this deployment does not renew sessions.",
  },
  auth_unavailable: {
    api: "upstream_unavailable",
    sentence: "LTK's sign-in service did not answer.",
  },
  auth_misconfigured: {
    api: "upstream_unavailable",
    sentence: "LTK's sign-in service does not accept our settings; check LTK_CLIENT_ID.",
  },
  airtable_unavailable: {
    api: "airtable_unavailable",
    sentence: "Airtable, which holds the sessions, did not answer.",
  },
  kv_unavailable: {
    api: "upstream_unavailable",
    sentence: "The shared store does not answer, so sessions are not renewed just now.",
  },
  token_unreadable: {
    api: "not_configured",
    sentence: "This creator's session is sealed under a key that is not in TOKEN_KEYS.",
  },
  unknown_creator: { api: "not_found", sentence: "There is no such creator." },
};

/** The failure as an answer of its own, when no cached data softens it. */
export function toApiError(failure: ReadFailure): ApiError {
  const { api, sentence } = WORDING[failure.code];
  return apiError(api, sentence);
}

/** The failure as the reason beside older data. */
export function toReason(failure: ReadFailure): {
  readonly code: string;
  readonly message: string;
} {
  return { code: failure.code, message: WORDING[failure.code].sentence };
}

const Coded = z.object({ code: z.string() });

/**
 * Reads back a failure that instances tell each other of: LTK's own. A session's or our store's may concern the one
 * instance only, such as a preview that must not renew tokens, and is `undefined` here.
 */
export function parseSharedFailure(stored: unknown): ReadFailure | undefined {
  const code = Coded.safeParse(stored).data?.code;
  return code !== undefined && isCode(code) && code.startsWith("ltk_") ? { code } : undefined;
}

function isCode(code: string): code is ReadFailure["code"] {
  return Object.hasOwn(WORDING, code);
}
