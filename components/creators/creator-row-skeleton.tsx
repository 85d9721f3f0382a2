import type { CreatorStatus as Status } from "@/lib/contracts/overview.url";
import { CreatorCells } from "./creator-cells";
import { CreatorStatus } from "./creator-status";

interface CreatorRowSkeletonProps {
  readonly name: string;
  readonly status: Status;
}

/** A creator's row while her figures load; as high as the row. */
export function CreatorRowSkeleton({ name, status }: CreatorRowSkeletonProps) {
  return (
    <CreatorCells
      name={name}
      money={<Bar width="w-16" />}
      change={<Bar width="w-20" />}
      orders={<Bar width="w-10" />}
      clicks={<Bar width="w-12" />}
      status={<CreatorStatus status={status} />}
      data={<Bar width="w-24" />}
      isMuted={false}
    />
  );
}

function Bar({ width }: { readonly width: string }) {
  return (
    <>
      <span className={`skeleton inline-block h-3.5 align-middle ${width}`} aria-hidden="true" />
      <span className="sr-only">loading</span>
    </>
  );
}
