import type { Connection } from "@/lib/contracts/connection.url";
import { ConnectionRow } from "./connection-row";

interface ConnectionTableProps {
  readonly connections: readonly Connection[];
  readonly nowMs: number;
}

const HEADINGS = ["Creator", "State", "Access expires", "Last renewed", "Session age"];

/** All connections, a row each. The explicit roles keep it a table where its rows are laid out as cards. */
export function ConnectionTable({ connections, nowMs }: ConnectionTableProps) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: a table laid out as a grid loses its role in some browsers
    <table className="connection-table" role="table">
      <caption className="sr-only">Connections to LTK, those that need somebody first</caption>
      {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
      <thead role="rowgroup">
        {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
        <tr role="row">
          {HEADINGS.map((words) => (
            // biome-ignore lint/a11y/noRedundantRoles: see above
            <th key={words} scope="col" role="columnheader">
              {words}
            </th>
          ))}
          {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
          <th scope="col" role="columnheader">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
      <tbody role="rowgroup">
        {connections.map((connection) => (
          <ConnectionRow
            key={connection.key}
            connection={connection}
            columns={HEADINGS.length + 1}
            nowMs={nowMs}
          />
        ))}
      </tbody>
    </table>
  );
}
