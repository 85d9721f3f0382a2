import "server-only";
import { lookup as dnsLookup } from "node:dns/promises";
import { request as httpsRequest, type RequestOptions } from "node:https";
import { isIP } from "node:net";
import { err, ok, type Result } from "@/lib/core/result";
import { SECOND_MS } from "@/lib/core/time";
import { isPublicAddress } from "./public-address";
import { hostOf, parseWebhookUrl } from "./webhook-url";

/** Why a webhook was not delivered, or not for certain. */
export type WebhookError =
  | { readonly code: "bad_address" | "unresolved" | "private_address" | "timeout" | "unreachable" }
  | { readonly code: "refused"; readonly status: number };

/** What tests replace. */
export interface WebhookOptions {
  readonly lookup?: (host: string) => Promise<readonly { address: string; family: number }[]>;
  readonly isPublic?: (address: string) => boolean;
  readonly request?: typeof httpsRequest;
  /** For everything: name, connection, answer. */
  readonly withinMs?: number;
}

const WITHIN_MS = 5 * SECOND_MS;

interface Target {
  readonly url: URL;
  /** Checked, so this very address is connected to and the name is not asked for again. */
  readonly address: string;
  readonly family: number;
}

/**
 * Finds where a webhook's address leads, without sending anything.
 *
 * Errors  `private_address` as soon as one of its addresses is not public: which one would be taken is a matter of luck.
 */
export async function resolveWebhook(
  text: string,
  options: WebhookOptions = {},
): Promise<Result<Target, WebhookError>> {
  const { lookup = lookupAll, isPublic = isPublicAddress } = options;
  const parsed = parseWebhookUrl(text);
  if (!parsed.ok) return err({ code: "bad_address" });
  const url = parsed.value;
  const host = hostOf(url);
  const family = isIP(host);
  const found = family === 0 ? await lookup(host).catch(() => []) : [{ address: host, family }];
  const [first] = found;
  if (first === undefined) return err({ code: "unresolved" });
  if (!found.every(({ address }) => isPublic(address))) return err({ code: "private_address" });
  return ok({ url, address: first.address, family: first.family });
}

/**
 * Posts JSON to a webhook. Redirects are not followed, and the answer's body is not read.
 *
 * Errors  `timeout` and `unreachable`: it may have arrived all the same; `refused` with the status, redirects among them.
 */
export async function postWebhook(
  text: string,
  body: unknown,
  options: WebhookOptions = {},
): Promise<Result<undefined, WebhookError>> {
  const signal = AbortSignal.timeout(options.withinMs ?? WITHIN_MS);
  const late = new Promise<Result<never, WebhookError>>((resolve) => {
    signal.addEventListener("abort", () => resolve(err({ code: "timeout" })), { once: true });
  });
  const target = await Promise.race([resolveWebhook(text, options), late]);
  if (!target.ok) return target;
  const sent = send(target.value, JSON.stringify(body), { ...options, signal });
  return Promise.race([sent, late]);
}

function send(
  { url, address, family }: Target,
  body: string,
  { request = httpsRequest, signal }: WebhookOptions & { readonly signal: AbortSignal },
): Promise<Result<undefined, WebhookError>> {
  const options: RequestOptions = {
    method: "POST",
    hostname: hostOf(url),
    port: url.port === "" ? 443 : url.port,
    path: `${url.pathname}${url.search}`,
    // A connection of its own: one from a pool was opened to whatever its name led to then.
    agent: false,
    signal,
    headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body) },
    lookup: (_name, { all }, callback) =>
      all === true ? callback(null, [{ address, family }]) : callback(null, address, family),
  };
  return new Promise((resolve) => {
    const outgoing = request(options, (response) => {
      const status = response.statusCode ?? 0;
      response.destroy();
      resolve(status >= 200 && status < 300 ? ok(undefined) : err({ code: "refused", status }));
    });
    outgoing.once("error", () => {
      resolve(err({ code: signal.aborted ? "timeout" : "unreachable" }));
    });
    outgoing.end(body);
  });
}

function lookupAll(host: string) {
  return dnsLookup(host, { all: true });
}
