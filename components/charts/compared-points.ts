import type { ComparedPoint, HeroChartPoint } from "@/lib/contracts/hero-chart.url";

/** The compared point that stands against each point; `null` where there is none. */
export function comparedPoints(
  points: readonly HeroChartPoint[],
  previous: readonly ComparedPoint[] | null,
): readonly (ComparedPoint | null)[] {
  const byDay = new Map((previous ?? []).map((point) => [point.against, point]));
  return points.map(({ day }) => byDay.get(day) ?? null);
}
