"use client";

import type { ComponentProps, ReactNode } from "react";
import { useLazy } from "@/lib/client/use-lazy";
import { useOverview } from "@/lib/client/use-overview";
import type { Overview } from "@/lib/contracts/overview.url";
import type { CreatorRowView } from "./creator-row-view";

type CreatorRowIslandProps = Omit<ComponentProps<typeof CreatorRowView>, "overview" | "problem"> & {
  readonly initial: Overview | null;
  /** What the server rendered of `initial`. */
  readonly children: ReactNode;
};

const loadView = () => import("./creator-row-view");

/** Shows the server's row until newer figures arrive; only then is the code that draws them loaded. */
export function CreatorRowIsland({ initial, children, ...row }: CreatorRowIslandProps) {
  const { answer } = useOverview(row.slug, row.query, initial);
  const isNewer = answer !== null && answer !== initial;
  const view = useLazy(isNewer, loadView);
  if (view === null || !isNewer) return children;
  return <view.CreatorRowView {...row} overview={answer} problem={null} />;
}
