import { formatAge } from "@/lib/analytics/format";

interface DriftListProps {
  readonly drifts: readonly {
    readonly endpoint: string;
    /** Where the answer differs from what we know; never a value. */
    readonly message: string;
    readonly firstAtMs: number;
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
      {drifts.map(({ endpoint, message, firstAtMs, count }) => (
        <li key={endpoint} className="border-b border-rule py-3">
          <p className="font-medium">{endpoint} has changed</p>
          <p className="text-ink-2">
            {message}; since {formatAge(firstAtMs, nowMs)}, {count} times. Older figures are shown
            until it is mended.
          </p>
        </li>
      ))}
    </ul>
  );
}
