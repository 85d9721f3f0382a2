"use client";

import type { ReactNode } from "react";
import { useHeroChart } from "@/lib/client/use-hero-chart";
import type { HeroChart } from "@/lib/contracts/hero-chart.url";
import type { ChartMetric, LtkQuery } from "@/lib/contracts/query.url";
import { TouchChart } from "./touch-chart";

interface HeroIslandProps {
  readonly slug: string;
  readonly query: LtkQuery;
  /** What the address asks to be drawn. */
  readonly metric: ChartMetric;
  readonly initial: HeroChart | null;
  /** What the server rendered of `initial`. */
  readonly figure: ReactNode;
  /** What stands beside the table's button. */
  readonly foot: ReactNode;
}

/** A creator's chart, which newer data replaces. */
export function HeroIsland({ slug, query, initial, ...still }: HeroIslandProps) {
  const { answer } = useHeroChart(slug, query, initial);
  return (
    <TouchChart {...still} chart={answer} isNewer={answer !== initial} interval={query.interval} />
  );
}
