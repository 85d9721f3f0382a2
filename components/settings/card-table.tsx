import type { ReactNode } from "react";

interface CardTableProps {
  readonly caption: string;
  readonly headings: readonly string[];
  /** Rows of `CardRow`. */
  readonly children: ReactNode;
}

/** A table whose rows are cards on a phone. The explicit roles keep it a table there. */
export function CardTable({ caption, headings, children }: CardTableProps) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: a table laid out as a grid loses its role in some browsers
    <table className="card-table" role="table">
      <caption className="sr-only">{caption}</caption>
      {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
      <thead role="rowgroup">
        {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
        <tr role="row">
          {headings.map((words) => (
            // biome-ignore lint/a11y/noRedundantRoles: see above
            <th key={words} scope="col" role="columnheader">
              {words}
            </th>
          ))}
        </tr>
      </thead>
      {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
      <tbody role="rowgroup">{children}</tbody>
    </table>
  );
}

/** A row; its first cell heads it. */
export function CardRow({ children }: { readonly children: ReactNode }) {
  // biome-ignore lint/a11y/noRedundantRoles: see above
  return <tr role="row">{children}</tr>;
}

interface CardHeadProps {
  readonly className?: string;
  readonly children: ReactNode;
}

/** The cell that heads a row. */
export function CardHead({ className, children }: CardHeadProps) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: see above
    <th scope="row" role="rowheader" className={className}>
      {children}
    </th>
  );
}

interface CardCellProps {
  /** Said before the value where there are no headings above it; left out: the value says what it is. */
  readonly label?: string;
  readonly children: ReactNode;
}

/** A cell of a row. */
export function CardCell({ label, children }: CardCellProps) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: see above
    <td role="cell" data-label={label}>
      {children}
    </td>
  );
}
