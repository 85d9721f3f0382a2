import { formatMoment } from "@/lib/analytics/format";
import { formatAge } from "@/lib/analytics/format-age";
import type { AuditRow } from "@/lib/contracts/audit.url";
import { StatusMark } from "../metrics/status-mark";
import { RowHeader, TableRow } from "../table/table";
import { actionWords } from "./audit-words";
import { CardCell, CardTable } from "./card-table";
import { creatorName } from "./people-words";

const HEADINGS = ["When", "What", "Who", "Creator", "Detail"];

interface AuditTableProps {
  readonly rows: readonly AuditRow[];
  readonly timezone: string;
  readonly nowMs: number;
}

/** Who did what, a line each. */
export function AuditTable({ rows, timezone, nowMs }: AuditTableProps) {
  return (
    <CardTable caption="The audit trail, newest first" headings={HEADINGS}>
      {rows.map(({ key, at, actor, action, creator, detail, isSaved }) => (
        <TableRow key={key}>
          <RowHeader className="is-moment">
            <time dateTime={at} title={formatAge(Date.parse(at), nowMs)}>
              {formatMoment(at, timezone)}
            </time>
          </RowHeader>
          <CardCell>
            <span className="font-medium text-ink">{actionWords(action)}</span>
            {isSaved ? null : <NotSaved />}
          </CardCell>
          <CardCell>{actor}</CardCell>
          <CardCell>{creator === null ? null : creatorName(creator)}</CardCell>
          <CardCell>{detail}</CardCell>
        </TableRow>
      ))}
    </CardTable>
  );
}

function NotSaved() {
  return (
    <span className="flex items-baseline gap-2 text-13 text-warn">
      <StatusMark mark="triangle" />
      not saved in Airtable yet
    </span>
  );
}
