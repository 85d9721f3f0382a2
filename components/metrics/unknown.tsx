import { UNKNOWN } from "@/lib/analytics/format";

interface UnknownProps {
  /** Why there is no value, one sentence. */
  readonly why: string;
}

/** "—" with its reason, for the pointer and for whoever listens. */
export function Unknown({ why }: UnknownProps) {
  return (
    <span className="text-ink-3" title={why}>
      <span aria-hidden="true">{UNKNOWN}</span>
      <span className="sr-only">{why}</span>
    </span>
  );
}
