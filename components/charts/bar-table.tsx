import type { ReactNode } from "react";

/** One row: a name, a drawing, an amount. */
export interface BarRow {
  readonly key: string;
  readonly name: ReactNode;
  /** Small under the name. */
  readonly note?: string | null;
  /** Shapes in a box of `BAR_BOX` by `BAR_BOX`, stretched over the cell; silent, the amount says it. */
  readonly bar: ReactNode;
  readonly amount: ReactNode;
  /** Small under the amount. */
  readonly amountNote?: ReactNode;
  /** Of the amount: what rises, what falls, or neither. */
  readonly tone?: "up" | "down" | "plain";
}

interface BarTableProps {
  readonly caption: string;
  /** Of the names' and the amounts' columns; they are heard, not seen. */
  readonly headings: readonly [string, string];
  readonly rows: readonly BarRow[];
  /** Stale or blocked data loses its colour. */
  readonly isMuted: boolean;
}

/** The side of the box that bars are drawn in before it is stretched over its cell. */
export const BAR_BOX = 1_000;

const TONES = { up: "text-up", down: "text-down", plain: "" } as const;

/** A short table whose rows are drawn as bars on one scale. */
export function BarTable({ caption, headings, rows, isMuted }: BarTableProps) {
  const [names, amounts] = headings;
  return (
    <table className="bar-table" data-muted={isMuted}>
      <caption className="sr-only">{caption}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{names}</th>
          <th scope="col">Drawn</th>
          <th scope="col">{amounts}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, note, bar, amount, amountNote, tone = "plain" }) => (
          <tr key={key}>
            <th scope="row">
              {name}
              {note ? <span className="bar-note">{note}</span> : null}
            </th>
            <td className="bar-cell">
              <svg
                viewBox={`0 0 ${BAR_BOX} ${BAR_BOX}`}
                preserveAspectRatio="none"
                aria-hidden="true"
              >
                {bar}
              </svg>
            </td>
            <td className={`bar-amount ${isMuted ? "text-ink-2" : TONES[tone]}`}>
              {amount}
              {amountNote ? <span className="bar-note">{amountNote}</span> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
