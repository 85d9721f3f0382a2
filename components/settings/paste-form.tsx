"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { ConnectResult } from "./connect-result";
import { useConnect } from "./use-connect";

interface PasteFormProps {
  readonly slug: string;
  readonly labelId: string;
}

/** A pasted session does not lie about longer than this. */
const CLEARED_AFTER_MS = 2 * 60_000;

/** Takes a pasted session. It lives in the field only, masked, until it is sent or two minutes have passed. */
export function PasteForm({ slug, labelId }: PasteFormProps) {
  const { outcome, connect } = useConnect(slug);
  const { field, length, onInput, take } = useSecretField();
  const isRunning = outcome.kind === "running";

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    const text = take();
    if (!isRunning && text.trim() !== "") void connect(text);
  }

  return (
    <form className="mt-4 grid gap-2" onSubmit={onSubmit}>
      <label htmlFor={labelId} className="text-14 font-medium">
        LTK session
      </label>
      <textarea
        ref={field}
        id={labelId}
        className="is-masked min-h-24 w-full rounded-2 border border-control bg-raised p-2 font-mono text-[1rem] md:text-13"
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize="off"
        spellCheck={false}
        onInput={onInput}
      />
      <p className="text-13 text-ink-3">
        {length === 0
          ? "It is rotated at once and kept only in the table; nobody is shown it again."
          : `${length.toLocaleString("en-US")} characters pasted; hidden, and cleared in two minutes.`}
      </p>
      <p>
        <button type="submit" className="button button-primary px-4" aria-disabled={isRunning}>
          Check and save
        </button>
      </p>
      <ConnectResult outcome={outcome} />
      <noscript>
        <p className="text-13 text-bad">Pasting a session needs JavaScript.</p>
      </noscript>
    </form>
  );
}

/** An uncontrolled field, so that what is pasted never enters React's state. */
function useSecretField() {
  const field = useRef<HTMLTextAreaElement>(null);
  const [length, setLength] = useState(0);
  function take(): string {
    const text = field.current?.value ?? "";
    if (field.current !== null) field.current.value = "";
    setLength(0);
    return text;
  }
  useEffect(() => {
    if (length === 0) return;
    const timer = setTimeout(() => {
      if (field.current !== null) field.current.value = "";
      setLength(0);
    }, CLEARED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [length]);
  return { field, length, take, onInput: () => setLength(field.current?.value.length ?? 0) };
}
