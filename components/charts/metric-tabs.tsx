import { useId } from "react";
import { CHART_METRICS, type ChartMetric } from "@/lib/contracts/query.url";
import { metricName } from "./hero-metric";

interface MetricTabsProps {
  readonly metric: ChartMetric;
  /** Without it the radios keep their own state, as in the server's still picture. */
  readonly onChange: ((metric: ChartMetric) => void) | undefined;
}

/** What the chart draws: a radio group that looks like tabs. */
export function MetricTabs({ metric, onChange }: MetricTabsProps) {
  const name = useId();
  return (
    <fieldset className="flex flex-wrap gap-x-4 print:hidden">
      <legend className="sr-only">Metric of the chart</legend>
      {CHART_METRICS.map((id) => (
        <label
          key={id}
          className="relative flex min-h-tap min-w-tap cursor-pointer items-center justify-center rounded-1 text-14 text-ink-3 hover:text-ink has-checked:font-semibold has-checked:text-ink has-checked:underline has-checked:decoration-2 has-checked:underline-offset-[7px] has-focus-visible:outline-2 has-focus-visible:outline-offset-3 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name}
            value={id}
            {...(onChange === undefined
              ? { defaultChecked: id === metric }
              : { checked: id === metric, onChange: () => onChange(id) })}
            className="absolute inset-0 m-0 cursor-pointer appearance-none outline-none"
          />
          {id === "all" ? "All three" : metricName(id)}
        </label>
      ))}
    </fieldset>
  );
}
