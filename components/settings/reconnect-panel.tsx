import { ConnectResult } from "./connect-result";
import { PasteForm } from "./paste-form";
import { ReconnectSteps } from "./reconnect-steps";
import { useConnect } from "./use-connect";

interface ReconnectPanelProps {
  readonly slug: string;
  readonly name: string;
  /** A session of this account was pasted for another creator. */
  readonly hasOffer: boolean;
}

/** Where a creator's session is handed in: the steps, the field, and what became of it. */
export function ReconnectPanel({ slug, name, hasOffer }: ReconnectPanelProps) {
  const { outcome, connect } = useConnect(slug);
  const isRunning = outcome.kind === "running";
  const isDone = outcome.kind === "done";
  return (
    <section aria-label={`Reconnect ${name}`} className="grid max-w-[46em] gap-4">
      {isDone || !hasOffer ? null : (
        <div className="border-l-2 border-control py-1 pl-3 text-14 text-ink-2">
          <p className="font-semibold text-ink">
            A session of this account was pasted on another creator’s page.
          </p>
          <p>It is kept for a day, and nothing has to be pasted to use it.</p>
          <button
            type="button"
            className="button mt-2"
            aria-disabled={isRunning}
            onClick={isRunning ? undefined : () => void connect('{"offered":true}')}
          >
            Use it
          </button>
        </div>
      )}
      {isDone ? null : (
        <>
          <ReconnectSteps name={name} />
          <PasteForm isRunning={isRunning} onSession={(text) => void connect(text)} />
        </>
      )}
      <ConnectResult outcome={outcome} />
      {isDone ? (
        <p className="text-14 text-ink-2">
          Close the private window now, if it is still open; do not log out in it.
        </p>
      ) : null}
    </section>
  );
}
