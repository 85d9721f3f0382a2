import type { ReactNode } from "react";

/** The shapes of status marks: each state has its own, so that none depends on colour. */
export type Mark = "dot" | "ring" | "half" | "triangle" | "square" | "dashed" | "diamond" | "bars";

interface StatusMarkProps {
  readonly mark: Mark;
}

/** A small shape before a status in words; silent, because the words say it. */
export function StatusMark({ mark }: StatusMarkProps) {
  return SHAPES[mark];
}

/** One element each: a long table's data names it once, and then refers to it. */
const SHAPES: Readonly<Record<Mark, ReactNode>> = {
  dot: shape(<circle className="fill-good-mark" cx="5" cy="5" r="4.5" />),
  ring: shape(<circle className="fill-none stroke-ink-3" cx="5" cy="5" r="3.75" strokeWidth="2" />),
  half: shape(
    <>
      <circle className="fill-none stroke-warn-mark" cx="5" cy="5" r="4" strokeWidth="1.5" />
      <path className="fill-warn-mark" d="M5 1a4 4 0 0 0 0 8Z" />
    </>,
  ),
  triangle: shape(<path className="fill-warn-mark" d="M5 .5 10 9.5H0Z" />),
  square: shape(<rect className="fill-bad" x=".5" y=".5" width="9" height="9" rx="1" />),
  dashed: shape(
    <circle
      className="fill-none stroke-ink-3"
      cx="5"
      cy="5"
      r="4"
      strokeWidth="1.5"
      strokeDasharray="2.1 2.1"
    />,
  ),
  diamond: shape(
    <path className="fill-none stroke-warn-mark" d="M5 1 9 5 5 9 1 5Z" strokeWidth="1.75" />,
  ),
  bars: shape(<path className="fill-ink-3" d="M1.5 1h2.5v8H1.5ZM6 1h2.5v8H6Z" />),
};

function shape(children: ReactNode) {
  return (
    <svg className="status-mark" viewBox="0 0 10 10" aria-hidden="true">
      {children}
    </svg>
  );
}
