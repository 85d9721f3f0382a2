import type { ReactNode } from "react";
import { METRICS } from "@/lib/analytics/catalog";
import { formatPercent } from "@/lib/analytics/format";
import { formatExact } from "../charts/chart-words";
import { TopFigure } from "./top-figure";
import type { TopPanel } from "./top-panel";
import type { TopList, TopRow } from "./top-row";
import { TopSection } from "./top-section";
import { largestShare, TopShare } from "./top-share";
import { TopTable } from "./top-table";
import { SHORT_NAMES } from "./top-words";

interface TopRankingProps<Row extends TopRow> {
  readonly title: string;
  readonly nameHeading: string;
  readonly panel: TopPanel;
  readonly list: TopList<Row> | null;
  readonly name: (row: Row) => ReactNode;
  readonly findings?: ReactNode;
}

/** A numbered list with a share and what it is sorted by; the other figures stand small under the names. */
export function TopRanking<Row extends TopRow>(props: TopRankingProps<Row>) {
  const { title, panel, list, nameHeading } = props;
  const { by } = panel;
  const rows = list?.rows ?? [];
  const largest = largestShare(rows);
  return (
    <TopSection
      title={title}
      panel={panel}
      list={list}
      shown={rows.length}
      goesOn={list?.complete === false}
      findings={props.findings}
    >
      <TopTable
        caption={`${title} by ${by}, ${panel.period}`}
        variant="ranking"
        nameHeading={nameHeading}
        name={(row, index) => (
          <>
            <span className="top-rank">{index + 1}</span>
            {props.name(row)}
            <OtherFigures row={row} panel={panel} />
          </>
        )}
        columns={[
          {
            id: "share",
            heading: "Share",
            isSorted: false,
            cell: (row) => <TopShare row={row} panel={panel} largest={largest} />,
          },
          {
            id: by,
            heading: SHORT_NAMES[by],
            isSorted: true,
            cell: (row) => <TopFigure row={row} metric={by} panel={panel} />,
          },
        ]}
        rows={rows}
        isMuted={panel.isMuted}
      />
    </TopSection>
  );
}

/** The figures that have no column here. On a phone the share is one of them. */
function OtherFigures({ row, panel }: { readonly row: TopRow; readonly panel: TopPanel }) {
  const others = (["commissions", "clicks", "orders"] as const).filter((id) => id !== panel.by);
  const words = others.map((id) => {
    const value = formatExact(row.figures[id], id, panel.currency);
    return METRICS[id].unit === "money" ? value : `${value} ${id}`;
  });
  return (
    <span className="top-sub">
      {row.share === null ? null : (
        <span className="top-sub-share">{formatPercent(row.share)} · </span>
      )}
      {words.join(" · ")}
    </span>
  );
}
