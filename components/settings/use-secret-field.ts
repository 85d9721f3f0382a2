import { useEffect, useRef, useState } from "react";
import { MINUTE_MS } from "@/lib/core/durations";

/** A pasted secret does not lie about longer than this. */
const CLEARED_AFTER_MS = 2 * MINUTE_MS;

/** What may be said of the field: how long its text is, or that it was emptied by the clock. */
export type SecretState =
  | { readonly kind: "empty" }
  | { readonly kind: "filled"; readonly length: number }
  | { readonly kind: "cleared" };

/** A text field whose content never enters React's state: it is in the field alone, until it is taken or too old. */
export function useSecretField() {
  const field = useRef<HTMLTextAreaElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [state, setState] = useState<SecretState>({ kind: "empty" });
  useEffect(() => () => clearTimeout(timer.current), []);

  function empty(kind: "empty" | "cleared") {
    clearTimeout(timer.current);
    if (field.current !== null) field.current.value = "";
    setState({ kind });
  }

  return {
    field,
    state,
    onInput() {
      clearTimeout(timer.current);
      const length = field.current?.value.length ?? 0;
      if (length > 0) timer.current = setTimeout(() => empty("cleared"), CLEARED_AFTER_MS);
      setState(length === 0 ? { kind: "empty" } : { kind: "filled", length });
    },
    /** The text; the field is empty afterwards. */
    take(): string {
      const text = field.current?.value ?? "";
      empty("empty");
      return text;
    },
  };
}
