import type { ReactNode } from "react";
import { StatusMark } from "../metrics/status-mark";

interface NoticeProps {
  /** What happened, one sentence. */
  readonly title: string;
  /** What still works and what to do. */
  readonly children?: ReactNode;
  /** `problem`: something is broken; `warning`: it works, with old data; `note`: for information. */
  readonly tone: "problem" | "warning" | "note";
  /** Where a visit tries again; without JavaScript. */
  readonly retryHref?: string;
  /** Tries again in place. */
  readonly onRetry?: () => void;
}

/** Says what happened, what still works and what to do. */
export function Notice({ title, children, tone, retryHref, onRetry }: NoticeProps) {
  return (
    <div
      className={`mt-4 flex max-w-[46em] gap-3 border-l-2 py-1 pl-3 text-14 text-ink-2 ${tone === "problem" ? "border-bad" : tone === "warning" ? "border-warn-mark" : "border-control"}`}
      data-tone={tone}
    >
      {tone === "note" ? null : (
        <span className="mt-1.5 flex-none">
          <StatusMark mark={tone === "problem" ? "square" : "triangle"} />
        </span>
      )}
      <div>
        <p className="font-semibold text-ink">{title}</p>
        {children === undefined ? null : <div>{children}</div>}
        {retryHref === undefined ? null : (
          <a className="button mt-2" href={retryHref}>
            Try again
          </a>
        )}
        {onRetry === undefined ? null : (
          <button type="button" className="button mt-2" onClick={onRetry}>
            Try again
          </button>
        )}
      </div>
    </div>
  );
}
