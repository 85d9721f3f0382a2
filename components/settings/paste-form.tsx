import { type FormEvent, useId } from "react";
import { formatCount } from "@/lib/analytics/format";
import { type SecretState, useSecretField } from "./use-secret-field";

interface PasteFormProps {
  readonly isRunning: boolean;
  /** Called with what was pasted; the field is empty by then. */
  readonly onSession: (text: string) => void;
}

/** Takes a pasted session. It lives in the field only, masked, until it is sent or two minutes have passed. */
export function PasteForm({ isRunning, onSession }: PasteFormProps) {
  const id = useId();
  const { field, state, onInput, take } = useSecretField();

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (isRunning) return;
    const text = take();
    if (text.trim() === "") field.current?.focus();
    else onSession(text);
  }

  return (
    <form className="grid gap-2" onSubmit={onSubmit} autoComplete="off">
      <label htmlFor={id} className="text-14 font-medium">
        LTK session
      </label>
      {/* Without a name it is left out of any form the browser itself might send; writing aids send what they check. */}
      <textarea
        ref={field}
        id={id}
        aria-describedby={`${id}-hint`}
        className="is-masked min-h-24 w-full rounded-2 border border-control bg-raised p-2 font-mono text-[1rem] md:text-13"
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize="off"
        spellCheck={false}
        data-gramm="false"
        readOnly={isRunning}
        onInput={onInput}
      />
      <p id={`${id}-hint`} className="text-13 text-ink-3" aria-live="polite">
        {hintOf(state)}
      </p>
      <p>
        <button type="submit" className="button button-primary" aria-disabled={isRunning}>
          {isRunning ? "Checking with LTK…" : "Check and save"}
        </button>
      </p>
    </form>
  );
}

function hintOf(state: SecretState): string {
  switch (state.kind) {
    case "empty":
      return "It is renewed at once, so that what you copied is worth nothing any more, and is never shown again.";
    case "filled":
      return `••• pasted, ${formatCount(state.length)} characters. Hidden, and cleared in two minutes.`;
    case "cleared":
      return "Cleared after two minutes. Copy the session and paste it again.";
  }
}
