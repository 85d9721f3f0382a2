import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useCallback } from "react";
import type { ChartMetric } from "@/lib/contracts/query.url";

/** Writes what is drawn into the address, so that a link shows it and a change of days keeps it. */
export function useMetricInAddress(): (metric: ChartMetric) => void {
  const router = useRouter();
  return useCallback(
    (metric) => {
      const { pathname, search } = window.location;
      const parameters = new URLSearchParams(search);
      if ((parameters.get("metric") ?? "commissions") === metric) return;
      if (metric === "commissions") parameters.delete("metric");
      else parameters.set("metric", metric);
      const next = parameters.toString();
      router.replace((next === "" ? pathname : `${pathname}?${next}`) as Route, {
        scroll: false,
      });
    },
    [router],
  );
}
