import { useId } from "react";
import { METRICS, type MetricId } from "@/lib/analytics/catalog";

/** The metrics the hero chart shows, in order. */
export const HERO_METRICS = ["commissions", "orders", "clicks"] as const satisfies MetricId[];
export type HeroMetric = (typeof HERO_METRICS)[number];

interface MetricTabsProps {
  readonly metric: HeroMetric;
  readonly onChange: (metric: HeroMetric) => void;
}

/** One metric of the chart at a time: a radio group that looks like tabs. */
export function MetricTabs({ metric, onChange }: MetricTabsProps) {
  const name = useId();
  return (
    <fieldset className="flex gap-5 print:hidden">
      <legend className="sr-only">Metric of the chart</legend>
      {HERO_METRICS.map((id) => (
        <label
          key={id}
          className="relative flex min-h-tap min-w-6 cursor-pointer items-center rounded-1 text-14 text-ink-3 hover:text-ink has-checked:font-semibold has-checked:text-ink has-checked:underline has-checked:decoration-2 has-checked:underline-offset-[7px] has-focus-visible:outline-2 has-focus-visible:outline-offset-3 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name}
            value={id}
            checked={id === metric}
            onChange={() => onChange(id)}
            className="absolute inset-0 m-0 cursor-pointer appearance-none outline-none"
          />
          {METRICS[id].label.replace(/,.*/, "")}
        </label>
      ))}
    </fieldset>
  );
}
