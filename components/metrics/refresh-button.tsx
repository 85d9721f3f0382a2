"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useSWRConfig } from "swr";
import { heroChartUrl } from "@/lib/contracts/hero-chart.url";
import { overviewUrl } from "@/lib/contracts/overview.url";
import type { LtkQuery } from "@/lib/contracts/query.url";

interface RefreshButtonProps {
  readonly slug: string;
  readonly query: LtkQuery;
}

/** Asks again for everything a creator's page shows. */
export function RefreshButton({ slug, query }: RefreshButtonProps) {
  const { cache, mutate } = useSWRConfig();
  const router = useRouter();
  const [isRefreshing, setIsRefreshing] = useState(false);

  async function refresh() {
    setIsRefreshing(true);
    // Failures are told by the panels that show the answers.
    const urls = [overviewUrl(slug, query), heroChartUrl(slug, query)];
    await Promise.allSettled(urls.map((url) => mutate(url)));
    // The panels that only the server draws. Without a connection Next would leave the page to get them.
    if (urls.every((url) => cache.get(url)?.error === undefined)) router.refresh();
    setIsRefreshing(false);
  }

  return (
    <button
      type="button"
      className="text-link min-h-tap cursor-pointer print:hidden"
      aria-disabled={isRefreshing}
      onClick={isRefreshing ? undefined : () => void refresh()}
    >
      {isRefreshing ? "Refreshing…" : "Refresh"}
    </button>
  );
}
