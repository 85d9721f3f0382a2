"use client";

import { ConnectResult } from "./connect-result";
import { useConnect } from "./use-connect";

interface OfferButtonProps {
  readonly slug: string;
  readonly name: string;
}

/** Takes over a session of this account that was pasted for another creator. */
export function OfferButton({ slug, name }: OfferButtonProps) {
  const { outcome, connect } = useConnect(slug);
  const isRunning = outcome.kind === "running";
  return (
    <div className="mt-3 border-l-2 border-control py-1 pl-3 text-14">
      <p>A session of {name}’s account was pasted for another creator. It is kept for a day.</p>
      <button
        type="button"
        className="button mt-2"
        aria-disabled={isRunning}
        onClick={isRunning ? undefined : () => void connect('{"offered": true}')}
      >
        Use it
      </button>
      <ConnectResult outcome={outcome} />
    </div>
  );
}
