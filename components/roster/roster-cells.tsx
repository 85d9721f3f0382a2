import type { ReactNode } from "react";

interface RosterCellsProps {
  readonly name: ReactNode;
  readonly money: ReactNode;
  readonly change: ReactNode;
  readonly spark: ReactNode;
  readonly pace: ReactNode;
  readonly epc: ReactNode;
  readonly data: ReactNode;
  /** True for stale or blocked data: its numbers lose full ink. */
  readonly isMuted: boolean;
  readonly isTotal?: boolean;
}

/** The cells of a row, in one place so that rows and totals have the same shape; on a phone they are a card. */
export function RosterCells(props: RosterCellsProps) {
  const tone = props.isMuted ? "text-ink-2" : "";
  return (
    // biome-ignore lint/a11y/noRedundantRoles: a row laid out as a grid loses its role in some browsers
    <tr className={`creator-row ${props.isTotal === true ? "is-total" : ""}`} role="row">
      {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
      <th scope="row" role="rowheader" className="creator-name">
        {props.name}
      </th>
      <Cell className={`creator-money is-number ${tone}`}>{props.money}</Cell>
      <Cell className="creator-change is-number">{props.change}</Cell>
      <Cell className="creator-spark">{props.spark}</Cell>
      <Cell className={`creator-pace ${tone}`}>{props.pace}</Cell>
      <Cell className={`creator-epc is-number ${tone}`}>{props.epc}</Cell>
      <Cell className="creator-data">{props.data}</Cell>
    </tr>
  );
}

interface CellProps {
  readonly className: string;
  readonly children: ReactNode;
}

function Cell({ className, children }: CellProps) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: see above
    <td role="cell" className={className}>
      {children}
    </td>
  );
}
