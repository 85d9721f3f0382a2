"use client";

import { useId } from "react";
import { PasteForm } from "./paste-form";

interface ReconnectProps {
  readonly slug: string;
  readonly name: string;
  /** False: the connection works, and this only offers to replace it. */
  readonly isNeeded: boolean;
}

/** How to bring a new session from LTK, step by step, and where to paste it. */
export function Reconnect({ slug, name, isNeeded }: ReconnectProps) {
  const id = useId();
  return (
    <details className="mt-2 max-w-[46em]" name="reconnect">
      <summary
        className={`inline-flex min-h-tap items-center ${isNeeded ? "button button-primary px-4" : "text-link text-14"}`}
      >
        {isNeeded ? "Reconnect" : "Replace session"}
        <span className="sr-only"> of {name}</span>
      </summary>
      <ol className="mt-3 list-decimal space-y-2 pl-5 text-14 text-ink-2">
        <li>
          Open a <strong className="text-ink">private window</strong>. In a normal one the session
          would be shared: whoever renews it second, the browser or we, ends it for both.
        </li>
        <li>
          Log in as {name} at <span className="font-medium text-ink">creator.shopltk.com</span>.
        </li>
        <li>
          Open the developer tools, then Application, then Local storage. Copy the values of the
          entries whose names begin with <code className="font-mono text-13">@@auth0spajs@@</code>,
          one after the other. Never paste code into the console, whoever asks for it.
        </li>
        <li>
          Paste them here, <strong className="text-ink">then close that window</strong>. Do not log
          out: that would end the session.
        </li>
      </ol>
      <PasteForm slug={slug} labelId={id} />
    </details>
  );
}
