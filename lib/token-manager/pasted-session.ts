import { z } from "zod";
import { err, ok, type Result } from "../core/result";

/** A session as it was handed in. Only the refresh token is needed; the others tell whose it is before it is sent. */
export interface NewSession {
  readonly refreshToken: string;
  readonly accessToken: string | undefined;
  readonly idToken: string | undefined;
  readonly clientId: string | undefined;
}

/** Why a text holds no session. */
export type PasteProblem = "paste_no_json" | "paste_no_refresh_token";

/** Keys of auth0-spa-js: `@@auth0spajs@@::{client}::{audience}::{scope}`, or `…::@@user@@` for the id token. */
const SPA_KEY = /^@@auth0spajs@@::([^:]+)::/;

/** What LTK's older web app kept in cookies, URL-encoded and behind "Bearer ". */
const COOKIE_NAMES = {
  "auth._token.auth0": "access_token",
  "auth._id_token.auth0": "id_token",
  "auth._refresh_token.auth0": "refresh_token",
} as const;

const Token = z.string().trim().min(1);
const Tokens = z.looseObject({
  refresh_token: Token.optional().catch(undefined),
  access_token: Token.optional().catch(undefined),
  id_token: Token.optional().catch(undefined),
  client_id: Token.optional().catch(undefined),
  audience: z.string().optional().catch(undefined),
});
type Tokens = z.infer<typeof Tokens>;

const MAX_DEPTH = 4;

/**
 * Finds a session in what was copied out of LTK's web app: plain tokens, a cache entry, several of them, or the whole
 * local storage. After an access token has ended the web app keeps the refresh token alone, which is enough.
 *
 * Source  docs/ltk.md#session; auth0-spa-js keeps the id token in an entry of its own.
 */
export function parsePastedSession(text: string): Result<NewSession, PasteProblem> {
  const values = readValues(text);
  if (values.length === 0) return err("paste_no_json");
  const found: Tokens[] = [];
  for (const value of values) collect(value, undefined, found, 0);
  const withRefresh = found.filter((tokens) => tokens.refresh_token !== undefined);
  // The portal's own audience; other entries belong to other interfaces of LTK.
  const main = withRefresh.find(({ audience }) => audience?.endsWith("/v1")) ?? withRefresh[0];
  if (main?.refresh_token === undefined) return err("paste_no_refresh_token");
  return ok({
    refreshToken: main.refresh_token,
    accessToken: main.access_token,
    idToken: main.id_token ?? found.find(({ id_token }) => id_token !== undefined)?.id_token,
    clientId: main.client_id,
  });
}

/** One JSON value, the same in quotes, or several objects one after the other. */
function readValues(text: string): readonly unknown[] {
  const trimmed = text.trim().replace(/^[`'‘“”]+|[`'’“”;,]+$/g, "");
  const whole = parseJson(trimmed);
  if (typeof whole === "object" && whole !== null) return [whole];
  if (typeof whole === "string") return whole === text ? [] : readValues(whole);
  return splitObjects(trimmed).flatMap((part) => {
    const value = parseJson(part);
    return value === undefined ? [] : [value];
  });
}

/** The top-level `{…}` of a text, whatever stands between them. */
function splitObjects(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (isInString) {
      if (character === "\\") index += 1;
      else if (character === '"') isInString = false;
    } else if (character === '"' && depth > 0) isInString = true;
    else if (character === "{") {
      if (depth === 0) start = index;
      depth += 1;
    } else if (character === "}" && depth > 0) {
      depth -= 1;
      if (depth === 0) parts.push(text.slice(start, index + 1));
    }
  }
  return parts;
}

function collect(value: unknown, key: string | undefined, found: Tokens[], depth: number): void {
  if (depth > MAX_DEPTH) return;
  const inner = typeof value === "string" ? parseJson(value) : value;
  const tokens = Tokens.safeParse(inner);
  if (!tokens.success) return;
  const cookies = readCookies(tokens.data);
  const client_id = tokens.data.client_id ?? SPA_KEY.exec(key ?? "")?.[1];
  const own = { ...cookies, ...tokens.data, client_id };
  if (own.refresh_token !== undefined || own.id_token !== undefined) found.push(own);
  for (const [name, child] of Object.entries(tokens.data)) {
    if (name === "body" || SPA_KEY.test(name))
      collect(child, SPA_KEY.test(name) ? name : key, found, depth + 1);
  }
}

function readCookies(values: Readonly<Record<string, unknown>>): Partial<Tokens> {
  return Object.fromEntries(
    Object.entries(COOKIE_NAMES).flatMap(([cookie, name]) => {
      const value = values[cookie];
      if (typeof value !== "string") return [];
      return [[name, safeDecode(value).replace(/^Bearer /, "")]];
    }),
  );
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
