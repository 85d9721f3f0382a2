import type { ReactNode } from "react";

interface CreatorCellsProps {
  readonly name: ReactNode;
  readonly money: ReactNode;
  readonly change: ReactNode;
  readonly orders: ReactNode;
  readonly clicks: ReactNode;
  readonly status: ReactNode;
  readonly data: ReactNode;
  /** True for stale or blocked data: its numbers lose full ink. */
  readonly isMuted: boolean;
}

/** The cells of a creator's row, in one place so that the row and its skeleton have the same shape. */
export function CreatorCells(props: CreatorCellsProps) {
  const tone = props.isMuted ? "text-ink-2" : "";
  return (
    // biome-ignore lint/a11y/noRedundantRoles: a row laid out as a grid loses its role in some browsers
    <tr className="creator-row" role="row">
      {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
      <th scope="row" role="rowheader" className="creator-name">
        {props.name}
      </th>
      <Cell className={`creator-money is-number ${tone}`}>{props.money}</Cell>
      <Cell className="creator-change is-number">{props.change}</Cell>
      <Cell className={`creator-orders is-number ${tone}`}>{props.orders}</Cell>
      <Cell className={`creator-clicks is-number ${tone}`}>{props.clicks}</Cell>
      <Cell className="creator-status">{props.status}</Cell>
      <Cell className="creator-data">{props.data}</Cell>
    </tr>
  );
}

function Cell({
  className,
  children,
}: {
  readonly className: string;
  readonly children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: see above
    <td role="cell" className={className}>
      {children}
    </td>
  );
}
