import { useEffect, useRef } from "react";
import { StatusMark } from "../metrics/status-mark";
import type { ConnectOutcome } from "./use-connect";

/** What became of it, heard by screen readers as it comes. */
export function ConnectResult({ outcome }: { readonly outcome: ConnectOutcome }) {
  const status = useRef<HTMLParagraphElement>(null);
  const isDone = outcome.kind === "done";
  // The form with the button that had the focus is gone by then.
  useEffect(() => {
    if (isDone) status.current?.focus();
  }, [isDone]);
  return (
    <div className="min-h-6 text-14">
      <p role="status" ref={status} tabIndex={-1} className="flex items-baseline gap-2">
        {outcome.kind === "running" ? "Checking with LTK…" : null}
        {outcome.kind === "done" ? (
          <>
            <StatusMark mark="dot" />
            <span className="font-medium">{outcome.message}</span>
          </>
        ) : null}
      </p>
      <p role="alert" className="flex items-baseline gap-2 text-bad">
        {outcome.kind === "failed" ? (
          <>
            <StatusMark mark="square" />
            <span className="font-medium">{outcome.message}</span>
          </>
        ) : null}
      </p>
    </div>
  );
}
