import type { ReactNode } from "react";

interface CreatorTableProps {
  /** Says what the table holds and for which days. */
  readonly caption: string;
  /** `CreatorRow`, `CreatorRowSkeleton` and `CreatorRowProblem`. */
  readonly children: ReactNode;
}

/** All creators, a row each. The explicit roles keep it a table where its rows are laid out as cards. */
export function CreatorTable({ caption, children }: CreatorTableProps) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: a table laid out as a grid loses its role in some browsers
    <table className="creator-table" role="table">
      <caption className="sr-only">{caption}</caption>
      {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
      <thead role="rowgroup">
        {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
        <tr role="row">
          <Heading words="Creator" className="" />
          <Heading words="Commissions, net" className="is-number" />
          <Heading words="Change" className="is-number" />
          <Heading words="Orders" className="is-number" />
          <Heading words="Clicks" className="is-number creator-clicks" />
          <Heading words="Connection" className="creator-status" />
          <Heading words="Data" className="" />
        </tr>
      </thead>
      {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
      <tbody role="rowgroup">{children}</tbody>
    </table>
  );
}

function Heading({ words, className }: { readonly words: string; readonly className: string }) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: see above
    <th scope="col" role="columnheader" className={className}>
      {words}
    </th>
  );
}
