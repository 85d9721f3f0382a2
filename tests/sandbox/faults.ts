import { z } from "zod";

/** The simulated upstreams. */
export const UPSTREAMS = ["airtable", "auth", "gateway", "kv"] as const;
export type Upstream = (typeof UPSTREAMS)[number];

/** A way in which an upstream fails. `drift` changes the gateway's shape; `commit-then-drop` loses Auth0's answer. */
export const Fault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("refuse") }),
  z.strictObject({ kind: z.literal("reset") }),
  z.strictObject({ kind: z.literal("hang") }),
  z.strictObject({ kind: z.literal("half-body") }),
  z.strictObject({ kind: z.literal("rate-limit"), retryAfter: z.string().optional() }),
  z.strictObject({ kind: z.literal("status"), status: z.int().min(400).max(599) }),
  z.strictObject({ kind: z.literal("html-502") }),
  z.strictObject({ kind: z.literal("invalid-json") }),
  z.strictObject({ kind: z.literal("drift") }),
  z.strictObject({ kind: z.literal("commit-then-drop") }),
  z.strictObject({ kind: z.literal("latency"), ms: z.int().min(0) }),
]);
export type Fault = z.infer<typeof Fault>;

/** How long a fault lasts and what it hits; without either: everything, until cleared. */
export interface FaultScope {
  readonly times?: number | undefined;
  readonly route?: string | undefined;
  /** Only calls for this creator; where an upstream can tell. */
  readonly slug?: string | undefined;
}

interface ActiveFault extends FaultScope {
  readonly fault: Fault;
  left: number;
}

/** Which faults are on. */
export interface FaultBoard {
  /** Switches a fault on, or all of an upstream's off with `null`. */
  set(upstream: Upstream, fault: Fault | null, scope?: FaultScope): void;
  clear(): void;
  /** Uses up one occurrence of the fault that hits this route, for this creator where the call is one's. */
  take(upstream: Upstream, route: string, slug?: string): Fault | undefined;
  isRefusing(upstream: Upstream): boolean;
}

/** Creates a board without faults; `onChange` is told after each switch. */
export function createFaultBoard(onChange: (upstream: Upstream) => void): FaultBoard {
  const active: Record<Upstream, ActiveFault[]> = { airtable: [], auth: [], gateway: [], kv: [] };
  return {
    set(upstream, fault, scope = {}) {
      active[upstream] =
        fault === null
          ? []
          : [
              ...active[upstream],
              { fault, ...scope, left: scope.times ?? Number.POSITIVE_INFINITY },
            ];
      onChange(upstream);
    },
    clear() {
      for (const upstream of UPSTREAMS) {
        active[upstream] = [];
        onChange(upstream);
      }
    },
    take(upstream, route, slug) {
      const found = active[upstream].find(
        (entry) =>
          entry.left > 0 &&
          (entry.route === undefined || entry.route === route) &&
          (entry.slug === undefined || entry.slug === slug),
      );
      if (found === undefined) return undefined;
      found.left -= 1;
      return found.fault;
    },
    isRefusing: (upstream) => active[upstream].some(({ fault }) => fault.kind === "refuse"),
  };
}
