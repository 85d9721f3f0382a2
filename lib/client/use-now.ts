import { useEffect, useState } from "react";
import { MINUTE_MS } from "@/lib/core/durations";

/** The time in epoch milliseconds, from the server's at first so that both render the same, then by the minute. */
export function useNow(serverNowMs: number): number {
  const [nowMs, setNowMs] = useState(serverNowMs);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
