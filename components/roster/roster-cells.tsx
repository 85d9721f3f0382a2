import type { ReactNode } from "react";
import { RowHeader, TableCell, TableRow } from "../table/table";

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
  const tone = props.isMuted ? " text-ink-2" : "";
  return (
    <TableRow className={props.isTotal === true ? "creator-row is-total" : "creator-row"}>
      <RowHeader className="creator-name">{props.name}</RowHeader>
      <TableCell className={`creator-money is-number${tone}`}>{props.money}</TableCell>
      <TableCell className="creator-change is-number">{props.change}</TableCell>
      <TableCell className="creator-spark">{props.spark}</TableCell>
      <TableCell className={`creator-pace${tone}`}>{props.pace}</TableCell>
      <TableCell className={`creator-epc is-number${tone}`}>{props.epc}</TableCell>
      <TableCell className="creator-data">{props.data}</TableCell>
    </TableRow>
  );
}
