import "server-only";
import { isIP } from "node:net";
import { err, ok, type Result } from "@/lib/core/result";
import { isPublicAddress } from "./public-address";

/** Names that networks keep to themselves. */
const LOCAL_NAME =
  /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|corp|private|arpa|test|invalid|onion)$/;
const NAME = /^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/;

/**
 * Reads the address of a webhook: https, somewhere public by what the address itself says. Where its name leads is checked
 * at each call. The platform's parser has written decimal, octal and hexadecimal IPv4 out before this looks at it.
 *
 * Errors  what is wrong, as the end of a sentence; never the address, which is a secret.
 */
export function parseWebhookUrl(text: string): Result<URL, string> {
  if (!URL.canParse(text)) return err("must be an https address");
  const url = new URL(text);
  if (url.protocol !== "https:") return err("must be an https address");
  if (url.username !== "" || url.password !== "") return err("must not hold a user or a password");
  const host = hostOf(url);
  const isAllowed =
    isIP(host) === 0 ? NAME.test(host) && !LOCAL_NAME.test(host) : isPublicAddress(host);
  return isAllowed ? ok(url) : err("must lead to a public host, not into a private network");
}

/** The host as a resolver takes it: without brackets and the dot at the end. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
}
