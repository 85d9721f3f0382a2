import type { ReactNode } from "react";

interface MenuProps {
  /** What stands on the button. */
  readonly label: ReactNode;
  readonly children: ReactNode;
  /** `plain` has a caret; `info` is a small icon. */
  readonly variant: "plain" | "info";
}

/** A button that opens a panel, without JavaScript; `MenuCloser` adds closing by Escape and outside clicks. */
export function Menu({ label, children, variant }: MenuProps) {
  return (
    <details className={`menu menu-${variant}`} name="menu">
      <summary className="menu-summary">
        {label}
        {variant === "plain" ? (
          <svg
            className="h-1.5 w-2.5 flex-none fill-none stroke-ink-3"
            viewBox="0 0 10 6"
            aria-hidden="true"
          >
            <path d="m1 1 4 4 4-4" strokeWidth="1.4" />
          </svg>
        ) : null}
      </summary>
      <div className="menu-panel">{children}</div>
    </details>
  );
}
