"use client";

import type { ComponentProps } from "react";
import { useHeroChart } from "@/lib/client/use-hero-chart";
import { FiguresView } from "./figures-view";

/** The figures once the browser knows newer ones, with the chart's series that it holds for them. */
export function FiguresLive(props: Omit<ComponentProps<typeof FiguresView>, "series">) {
  const { answer } = useHeroChart(props.slug, props.query, null);
  return <FiguresView {...props} series={answer?.data ?? null} />;
}
