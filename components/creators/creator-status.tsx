import type { CreatorStatus as Status } from "@/lib/contracts/overview.url";
import { StatusMark } from "../metrics/status-mark";
import { statusWords } from "./status-words";

interface CreatorStatusProps {
  readonly status: Status;
}

/** A creator's connection: a shape and words. */
export function CreatorStatus({ status }: CreatorStatusProps) {
  const { mark, words, tone } = statusWords(status);
  return (
    <span className={`status-words ${tone}`}>
      <StatusMark mark={mark} />
      {words}
    </span>
  );
}
