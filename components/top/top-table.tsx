import type { ReactNode } from "react";
import {
  ColumnHeader,
  RowHeader,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
} from "../table/table";

/** A column after the name. */
export interface TopColumn<Row> {
  readonly id: "commissions" | "share" | "orders" | "clicks" | "epc" | "itemsSold";
  readonly heading: string;
  /** The list is sorted by it: its value leads on a phone. */
  readonly isSorted: boolean;
  readonly cell: (row: Row) => ReactNode;
}

interface TopTableProps<Row> {
  /** Says what the table holds and for which days. */
  readonly caption: string;
  /** `products` has a tile before each name; `ranking` a number. */
  readonly variant: "products" | "ranking";
  readonly nameHeading: string;
  readonly name: (row: Row, index: number) => ReactNode;
  readonly columns: readonly TopColumn<Row>[];
  readonly rows: readonly Row[];
  /** Stale or blocked data loses full ink. */
  readonly isMuted: boolean;
}

/** A top list. The explicit roles keep it a table where its rows are laid out as cards. */
export function TopTable<Row>(props: TopTableProps<Row>) {
  const { caption, variant, nameHeading, name, columns, rows, isMuted } = props;
  const keyed = rows.map((row, index) => ({ row, index, key: `${index + 1}` }));
  return (
    <Table className={`top-table is-${variant}`} data-muted={isMuted}>
      <caption className="sr-only">{caption}</caption>
      <TableHead>
        <TableRow>
          <ColumnHeader>{nameHeading}</ColumnHeader>
          {columns.map((column) => (
            <Heading key={column.id} column={column} />
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {keyed.map(({ row, index, key }) => (
          <TableRow key={key} className="top-row">
            <RowHeader className="top-name">{name(row, index)}</RowHeader>
            {columns.map((column) => (
              <Figure key={column.id} column={column}>
                {column.cell(row)}
              </Figure>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

type ColumnLooks = Omit<TopColumn<never>, "cell">;

function classOf({ id, isSorted }: ColumnLooks): string {
  return `top-${id}${isSorted ? " is-sorted" : ""}`;
}

function Heading({ column }: { readonly column: ColumnLooks }) {
  return (
    <ColumnHeader
      className={classOf(column)}
      aria-sort={column.isSorted ? "descending" : undefined}
    >
      {column.heading}
    </ColumnHeader>
  );
}

interface FigureProps {
  readonly column: ColumnLooks;
  readonly children: ReactNode;
}

function Figure({ column, children }: FigureProps) {
  return (
    <TableCell className={classOf(column)} data-label={column.heading}>
      {children}
    </TableCell>
  );
}
