import { StatusMark } from "../metrics/status-mark";

interface CreatorRowProblemProps {
  readonly name: string;
  /** What must be mended, one sentence, e.g. "Missing in Airtable: Publisher_ID." */
  readonly problem: string;
}

/** A row of Airtable that has no figures until it is mended. */
export function CreatorRowProblem({ name, problem }: CreatorRowProblemProps) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: a row laid out as a grid loses its role in some browsers
    <tr className="creator-row is-problem" role="row">
      {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
      <th scope="row" role="rowheader" className="creator-name">
        {name}
      </th>
      {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
      <td role="cell" colSpan={6} className="creator-problem text-13 text-ink-2">
        <span className="flex items-baseline gap-2">
          <StatusMark mark="diamond" />
          <span>{problem}</span>
        </span>
      </td>
    </tr>
  );
}
