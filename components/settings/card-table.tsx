import type { ReactNode } from "react";
import { ColumnHeader, Table, TableBody, TableCell, TableHead, TableRow } from "../table/table";

interface CardTableProps {
  readonly caption: string;
  readonly headings: readonly string[];
  /** Its rows. */
  readonly children: ReactNode;
}

/** A table whose rows are cards on a phone. The explicit roles keep it a table there. */
export function CardTable({ caption, headings, children }: CardTableProps) {
  return (
    <Table className="card-table">
      <caption className="sr-only">{caption}</caption>
      <TableHead>
        <TableRow>
          {headings.map((words) => (
            <ColumnHeader key={words}>{words}</ColumnHeader>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>{children}</TableBody>
    </Table>
  );
}

interface CardCellProps {
  /** Said before the value where there are no headings above it; left out: the value says what it is. */
  readonly label?: string;
  readonly children: ReactNode;
}

/** A cell of a row. */
export function CardCell({ label, children }: CardCellProps) {
  return <TableCell data-label={label}>{children}</TableCell>;
}
