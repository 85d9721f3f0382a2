"use client";

import { useEffect, useId, useRef } from "react";
import { OTHER_KEYS, RANGE_KEYS } from "./time-keys";

interface KeysHelpProps {
  readonly isOn: boolean;
  readonly onSwitch: (isOn: boolean) => void;
  readonly onClose: () => void;
}

/** The list of single keys, and the switch that turns them off for this browser (WCAG 2.1.4). */
export function KeysHelp({ isOn, onSwitch, onClose }: KeysHelpProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => dialog.current?.showModal(), []);
  const ranges = RANGE_KEYS.map(({ key, name }) => [key.toUpperCase(), name] as const);
  return (
    <dialog
      ref={dialog}
      onClose={onClose}
      aria-labelledby={titleId}
      className="m-auto w-[min(34rem,calc(100vw-2rem))] rounded-3 border border-rule bg-raised p-6 text-ink shadow-pop backdrop:bg-[rgb(20_17_14/0.45)] print:hidden"
    >
      <h2 id={titleId} className="font-serif text-26 leading-[1.2] tracking-[-0.015em]">
        Keyboard shortcuts
      </h2>
      <p className="mt-1 text-13 text-ink-3">
        On the overview and on creators’ pages; never while you write.
      </p>
      <div className="mt-4 grid gap-x-10 border-t border-ink md:grid-cols-2">
        <KeyList name="Range" keys={ranges} />
        <KeyList name="Around it" keys={OTHER_KEYS} />
      </div>
      <label className="mt-4 flex min-h-tap cursor-pointer items-center gap-3 text-14">
        <input
          type="checkbox"
          className="size-5 flex-none accent-[var(--ink)]"
          checked={isOn}
          onChange={({ target }) => onSwitch(target.checked)}
        />
        Use single keys in this browser
      </label>
      <form method="dialog" className="mt-4">
        <button type="submit" className="button">
          Close
        </button>
      </form>
    </dialog>
  );
}

interface KeyListProps {
  readonly name: string;
  readonly keys: readonly (readonly [key: string, does: string])[];
}

function KeyList({ name, keys }: KeyListProps) {
  return (
    <section aria-label={name} className="py-3">
      <dl className="grid grid-cols-[2.5rem_1fr] gap-y-1 text-14">
        {keys.map(([key, does]) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="font-sans font-semibold">{key}</kbd>
            </dt>
            <dd className="text-ink-2">{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
