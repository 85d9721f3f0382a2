import type { ConnectOutcome } from "./use-connect";

/** What became of it, heard by screen readers as it comes. */
export function ConnectResult({ outcome }: { readonly outcome: ConnectOutcome }) {
  return (
    <div aria-live="polite" className="min-h-6 text-14">
      {outcome.kind === "running" ? <p className="text-ink-2">Checking with LTK…</p> : null}
      {outcome.kind === "done" ? <p className="font-medium text-up">{outcome.message}</p> : null}
      {outcome.kind === "failed" ? <p className="font-medium text-bad">{outcome.message}</p> : null}
    </div>
  );
}
