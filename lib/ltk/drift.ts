import type { Clock } from "@/lib/core/time";
import type { LtkError } from "./errors";

/** An endpoint whose answers have not the shape we know. */
export interface Drift {
  readonly endpoint: string;
  /** Where it differs; never a value. */
  readonly message: string;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  readonly count: number;
}

/** Remembers, in this process, where LTK's answers have changed their shape. */
export interface DriftLog {
  note(error: LtkError): void;
  /** The endpoint answers as it should again. */
  clear(endpoint: string): void;
  list(): readonly Drift[];
}

/** Makes an empty log: one entry an endpoint, with its latest message. */
export function createDriftLog(options: { readonly now: Clock }): DriftLog {
  const drifts = new Map<string, Drift>();
  return {
    note({ endpoint, message }) {
      const before = drifts.get(endpoint);
      const at = options.now();
      drifts.set(endpoint, {
        endpoint,
        message,
        firstAtMs: before?.firstAtMs ?? at,
        lastAtMs: at,
        count: (before?.count ?? 0) + 1,
      });
    },
    clear: (endpoint) => void drifts.delete(endpoint),
    list: () => [...drifts.values()],
  };
}
