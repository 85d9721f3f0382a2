import { z } from "zod";
import { type Clock, SECOND_MS } from "../core/time";
import { type Answer, classifyAnswer, classifyThrown, type GrantFailure } from "./failure";

/** What a grant brought. `refreshToken` is absent when the endpoint did not rotate: the old one stays. */
export interface GrantedTokens {
  readonly accessToken: string | undefined;
  readonly idToken: string | undefined;
  readonly refreshToken: string | undefined;
  /** False when the answer was cut off, and only what had arrived of it is here. */
  readonly isWhole: boolean;
}

/** The outcome of sending a refresh token once. */
export type GrantOutcome =
  | { readonly kind: "granted"; readonly tokens: GrantedTokens }
  | GrantFailure;

/** Sends a refresh token to the token endpoint, once. Never throws, never retries. */
export type RequestGrant = (request: {
  readonly clientId: string;
  readonly refreshToken: string;
}) => Promise<GrantOutcome>;

/** How long an answer is listened for, body included. Giving up earlier would throw away tokens (rule R5). */
const GRANT_TIMEOUT_MS = 30 * SECOND_MS;

const TokenResponse = z.looseObject({
  access_token: z.string().min(1),
  id_token: z.string().min(1).nullish(),
  refresh_token: z.string().min(1).nullish(),
});

/** Where and how grants are requested. */
export interface GrantOptions {
  readonly authUrl: string;
  readonly redirectUri?: string | undefined;
  readonly fetch: typeof fetch;
  readonly now: Clock;
  readonly timeoutMs?: number | undefined;
}

/** Makes the function that redeems refresh tokens. A redirect is an error: a token is not handed on to another host. */
export function createRequestGrant(options: GrantOptions): RequestGrant {
  return async ({ clientId, refreshToken }) => {
    const form = new URLSearchParams({
      grant_type: "refresh_token",
      client_id: clientId,
      refresh_token: refreshToken,
    });
    if (options.redirectUri !== undefined) form.set("redirect_uri", options.redirectUri);
    try {
      const response = await options.fetch(options.authUrl, {
        method: "POST",
        headers: {
          accept: "application/json",
          "content-type": "application/x-www-form-urlencoded",
        },
        body: form.toString(),
        redirect: "error",
        cache: "no-store",
        signal: AbortSignal.timeout(options.timeoutMs ?? GRANT_TIMEOUT_MS),
      });
      return await readOutcome(response, options.now);
    } catch (thrown) {
      return classifyThrown(thrown);
    }
  };
}

async function readOutcome(response: Response, now: Clock): Promise<GrantOutcome> {
  const { body, thrown } = await readBody(response);
  if (response.ok) {
    const tokens = parseTokens(body) ?? salvageTokens(body);
    if (tokens !== undefined) return { kind: "granted", tokens };
  }
  if (thrown !== undefined) return classifyThrown(thrown);
  const answer: Answer = {
    status: response.status,
    body,
    retryAfter: response.headers.get("retry-after"),
    rateLimitReset: response.headers.get("x-ratelimit-reset"),
  };
  return response.ok ? { kind: "unknown", cause: "unreadable" } : classifyAnswer(answer, now());
}

/** The body as far as it came: a cut connection must not throw away a token that had arrived. */
async function readBody(
  response: Response,
): Promise<{ readonly body: string; readonly thrown: unknown }> {
  const decoder = new TextDecoder();
  let body = "";
  try {
    if (response.body === null) return { body, thrown: undefined };
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      body += decoder.decode(part.value, { stream: true });
    }
    return { body, thrown: undefined };
  } catch (thrown) {
    return { body, thrown };
  }
}

function parseTokens(body: string): GrantedTokens | undefined {
  const json = parseJson(body);
  const parsed = TokenResponse.safeParse(json);
  if (!parsed.success) return undefined;
  return {
    accessToken: parsed.data.access_token,
    idToken: parsed.data.id_token ?? undefined,
    refreshToken: parsed.data.refresh_token ?? undefined,
    isWhole: true,
  };
}

/** What an unreadable success still holds. Only a whole new refresh token makes it worth more than a lost answer. */
function salvageTokens(body: string): GrantedTokens | undefined {
  const find = (name: string) => new RegExp(`"${name}"\\s*:\\s*"([^"\\\\]+)"`).exec(body)?.[1];
  const refreshToken = find("refresh_token");
  if (refreshToken === undefined) return undefined;
  return {
    accessToken: find("access_token"),
    idToken: find("id_token"),
    refreshToken,
    isWhole: false,
  };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
