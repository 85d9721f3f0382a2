import { StatusMark } from "../metrics/status-mark";
import type { PeopleOutcome } from "./people-words";

/** What became of the form that led here. */
export function OutcomeNotice({ outcome }: { readonly outcome: PeopleOutcome }) {
  const { title, rest, isDone } = outcome;
  return (
    <div
      role={isDone ? "status" : "alert"}
      className={`mt-4 flex max-w-[46em] items-baseline gap-3 border-l-2 py-1 pl-3 text-14 text-ink-2 ${isDone ? "border-good-mark" : "border-bad"}`}
    >
      <StatusMark mark={isDone ? "dot" : "square"} />
      <div>
        <p className="font-semibold text-ink">{title}</p>
        <p>{rest}</p>
      </div>
    </div>
  );
}
