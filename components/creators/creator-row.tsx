import type { CreatorStatus, Overview } from "@/lib/contracts/overview.url";
import type { LtkQuery } from "@/lib/contracts/query.url";
import { CreatorRowIsland } from "./creator-row-island";
import { CreatorRowView } from "./creator-row-view";

interface CreatorRowProps {
  readonly slug: string;
  readonly name: string;
  /** From Airtable; an answer's own status, being newer, wins. */
  readonly status: CreatorStatus;
  readonly query: LtkQuery;
  /** The server's answer; `null` when it had none, and `problem` says why. */
  readonly initial: Overview | null;
  readonly problem?: string | null;
  /** The server's clock, epoch milliseconds. */
  readonly nowMs: number;
}

/** A creator's figures of a period in the creators' table, kept up to date by focus and reconnect. */
export function CreatorRow({ initial, problem = null, ...row }: CreatorRowProps) {
  return (
    <CreatorRowIsland {...row} initial={initial}>
      <CreatorRowView {...row} overview={initial} problem={problem} />
    </CreatorRowIsland>
  );
}
