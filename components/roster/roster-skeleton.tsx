import type { ReactNode } from "react";
import { PageHeader } from "../layout/page-header";

interface RosterSkeletonProps {
  readonly eyebrow: ReactNode;
}

/** Holds the overview's place while it is loading. */
export function RosterSkeleton({ eyebrow }: RosterSkeletonProps) {
  return (
    <>
      <PageHeader size="headline" eyebrow={eyebrow} title="Reading the figures…" />
      <div className="grid min-h-svh content-start gap-4" aria-busy="true">
        {["w-full", "w-2/3", "w-5/6", "w-1/2"].map((width) => (
          <span key={width} className={`skeleton h-6 ${width}`} aria-hidden="true" />
        ))}
      </div>
    </>
  );
}
