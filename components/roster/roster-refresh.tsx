"use client";

import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";
import { MINUTE_MS } from "@/lib/core/time";

/** Returning to the tab reads the page anew at most this often. */
const FOCUS_INTERVAL_MS = 5 * MINUTE_MS;

/** Reads the overview anew by button, on return to the tab and on reconnect; never by polling. */
export function RosterRefresh() {
  const router = useRouter();
  const [isRefreshing, start] = useTransition();

  useEffect(() => {
    let readAtMs = Date.now();
    const onReturn = () => {
      if (document.visibilityState === "hidden" || Date.now() - readAtMs < FOCUS_INTERVAL_MS)
        return;
      readAtMs = Date.now();
      start(() => refresh(router));
    };
    const onReconnect = () => start(() => refresh(router));
    document.addEventListener("visibilitychange", onReturn);
    window.addEventListener("online", onReconnect);
    return () => {
      document.removeEventListener("visibilitychange", onReturn);
      window.removeEventListener("online", onReconnect);
    };
  }, [router]);

  return (
    <button
      type="button"
      className="text-link min-h-tap min-w-tap cursor-pointer print:hidden"
      aria-disabled={isRefreshing}
      onClick={() => {
        if (!isRefreshing) start(() => refresh(router));
      }}
    >
      {isRefreshing ? "Refreshing…" : "Refresh"}
    </button>
  );
}

/** Without a connection Next would leave the page to get the new one: something that costs nothing is asked first. */
async function refresh(router: ReturnType<typeof useRouter>): Promise<void> {
  const isThere = await fetch("/api/health", { method: "HEAD" }).then(
    () => true,
    () => false,
  );
  if (isThere) router.refresh();
}
