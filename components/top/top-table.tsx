import type { ReactNode } from "react";

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
    // biome-ignore lint/a11y/noRedundantRoles: a table laid out as a grid loses its role in some browsers
    <table className={`top-table is-${variant}`} role="table" data-muted={isMuted}>
      <caption className="sr-only">{caption}</caption>
      {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
      <thead role="rowgroup">
        {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
        <tr role="row">
          {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
          <th scope="col" role="columnheader">
            {nameHeading}
          </th>
          {columns.map((column) => (
            <Heading key={column.id} column={column} />
          ))}
        </tr>
      </thead>
      {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
      <tbody role="rowgroup">
        {keyed.map(({ row, index, key }) => (
          // biome-ignore lint/a11y/noRedundantRoles: see above
          <tr key={key} role="row" className="top-row">
            {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
            <th scope="row" role="rowheader" className="top-name">
              <span className="top-name-pair">{name(row, index)}</span>
            </th>
            {columns.map((column) => (
              <Cell key={column.id} column={column}>
                {column.cell(row)}
              </Cell>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type ColumnLooks = Omit<TopColumn<never>, "cell">;

function classOf({ id, isSorted }: ColumnLooks): string {
  return `top-${id}${isSorted ? " is-sorted" : ""}`;
}

function Heading({ column }: { readonly column: ColumnLooks }) {
  return (
    <th
      scope="col"
      // biome-ignore lint/a11y/noRedundantRoles: see above
      role="columnheader"
      className={classOf(column)}
      aria-sort={column.isSorted ? "descending" : undefined}
    >
      {column.heading}
    </th>
  );
}

interface CellProps {
  readonly column: ColumnLooks;
  readonly children: ReactNode;
}

function Cell({ column, children }: CellProps) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: see above
    <td role="cell" className={classOf(column)} data-label={column.heading}>
      {children}
    </td>
  );
}
