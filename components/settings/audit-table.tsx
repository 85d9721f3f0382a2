import { formatMoment } from "@/lib/analytics/format";
import { formatAge } from "@/lib/analytics/format-age";
import type { AuditRow } from "@/lib/contracts/audit.url";
import { StatusMark } from "../metrics/status-mark";
import { actionWords } from "./audit-words";
import { CardCell, CardHead, CardRow, CardTable } from "./card-table";
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
        <CardRow key={key}>
          <CardHead className="is-moment">
            <time dateTime={at} title={formatAge(Date.parse(at), nowMs)}>
              {formatMoment(at, timezone)}
            </time>
          </CardHead>
          <CardCell>
            <span className="font-medium text-ink">{actionWords(action)}</span>
            {isSaved ? null : <NotSaved />}
          </CardCell>
          <CardCell>{actor}</CardCell>
          <CardCell>{creator === null ? null : creatorName(creator)}</CardCell>
          <CardCell>{detail}</CardCell>
        </CardRow>
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
