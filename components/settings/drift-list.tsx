import { formatCount } from "@/lib/analytics/format";
import { formatAge } from "@/lib/analytics/format-age";

interface DriftListProps {
  readonly drifts: readonly {
    readonly endpoint: string;
    /** Where the answer differs from what we know; never a value. */
    readonly message: string;
    readonly firstAtMs: number;
    readonly lastAtMs: number;
    readonly count: number;
  }[];
  readonly nowMs: number;
}

/** Where LTK's answers have changed their shape, as far as this instance has seen. */
export function DriftList({ drifts, nowMs }: DriftListProps) {
  if (drifts.length === 0) {
    return (
      <p className="mt-3 border-t border-ink pt-3 text-14 text-ink-2">
        LTK answers in the shapes we know, as far as this instance has seen since it started.
      </p>
    );
  }
  return (
    <ul className="mt-3 border-t border-ink text-14">
      {drifts.map(({ endpoint, message, firstAtMs, lastAtMs, count }) => (
        <li key={endpoint} className="border-b border-rule py-3 wrap-anywhere">
          <p className="font-medium">{endpoint}</p>
          <p className="text-ink-2">{message}</p>
          <p className="text-13 text-ink-3">
            First seen {formatAge(firstAtMs, nowMs)}, last {formatAge(lastAtMs, nowMs)},{" "}
            {formatCount(count)} {count === 1 ? "time" : "times"} on this instance. Older figures
            are shown meanwhile.
          </p>
        </li>
      ))}
    </ul>
  );
}
