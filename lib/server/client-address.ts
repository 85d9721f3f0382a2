import "server-only";
import { isIPv6 } from "node:net";

/**
 * The network address a request comes from, for rate limits: the last entry of `x-forwarded-for`, which the hop in front
 * of us wrote (earlier ones are the visitor's own words). An IPv6 address counts with its /64, which is one household's.
 *
 * Returns  `unknown` when there is none; all of those share one limit.
 * Source   docs/security.md#rate-limits says what may stand in front of this app.
 */
export function clientAddress(headers: Headers): string {
  const address = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim().toLowerCase() ?? "";
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (isIPv6(address)) return networkOf(address);
  return address === "" ? "unknown" : address;
}

/** The first four groups of an IPv6 address, written out. */
function networkOf(address: string): string {
  const [head = "", tail] = (address.split("%")[0] ?? "").split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array.from({ length: zeros }, () => "0"), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
