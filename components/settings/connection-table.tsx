import type { Connection } from "@/lib/contracts/connection.url";
import { ColumnHeader, Table, TableBody, TableHead, TableRow } from "../table/table";
import { ConnectionRow } from "./connection-row";

interface ConnectionTableProps {
  readonly connections: readonly Connection[];
  readonly nowMs: number;
}

const HEADINGS = ["Creator", "State", "Access expires", "Last renewed", "Session age"];

/** All connections, a row each. The explicit roles keep it a table where its rows are laid out as cards. */
export function ConnectionTable({ connections, nowMs }: ConnectionTableProps) {
  return (
    <Table className="connection-table">
      <caption className="sr-only">Connections to LTK, those that need somebody first</caption>
      <TableHead>
        <TableRow>
          {HEADINGS.map((words) => (
            <ColumnHeader key={words}>{words}</ColumnHeader>
          ))}
          <ColumnHeader>
            <span className="sr-only">Actions</span>
          </ColumnHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {connections.map((connection) => (
          <ConnectionRow
            key={connection.key}
            connection={connection}
            columns={HEADINGS.length + 1}
            nowMs={nowMs}
          />
        ))}
      </TableBody>
    </Table>
  );
}
