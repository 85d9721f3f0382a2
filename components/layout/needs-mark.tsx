import type { CreatorStatus } from "@/lib/contracts/overview.url";
import { statusWords } from "../creators/status-words";
import { StatusMark } from "../metrics/status-mark";

interface NeedsMarkProps {
  readonly status: CreatorStatus;
}

/** The state of a creator who needs somebody, at the end of her link. */
export function NeedsMark({ status }: NeedsMarkProps) {
  const { mark, words } = statusWords(status);
  return (
    <span className="ml-auto">
      <StatusMark mark={mark} />
      <span className="sr-only">, {words.toLowerCase()}</span>
    </span>
  );
}
