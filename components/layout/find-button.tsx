interface FindButtonProps {
  readonly className: string;
  /** Shows the key that does the same. */
  readonly hasKey?: boolean;
}

/** Opens the command menu; `KeyListener` answers it. */
export function FindButton({ className, hasKey = false }: FindButtonProps) {
  return (
    <button type="button" className={className} data-keys="find">
      Find
      {hasKey ? (
        <kbd className="ml-auto rounded-1 border border-rule px-1.5 font-sans text-12 text-ink-3">
          /
        </kbd>
      ) : null}
    </button>
  );
}
