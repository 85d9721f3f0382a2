import { useEffect } from "react";
import useSWR from "swr";
import { MINUTE_MS } from "@/lib/core/durations";
import type { FetchError } from "./fetch-json";

/** Returning to the tab asks again at most this often: each answer may cost a read of Airtable's snapshot. */
const FOCUS_INTERVAL_MS = 5 * MINUTE_MS;

/** An answer that the server rendered first and the browser keeps up to date. */
export interface Answer<T> {
  readonly answer: T | null;
  /** Set while the last request failed; `answer` is then what was known before. */
  readonly error: FetchError | null;
}

/** Keeps an answer up to date on focus, on reconnect and by button; never by polling or at first: the server has just asked. */
export function useAnswer<T>(
  url: string,
  load: (url: string) => Promise<T>,
  initial: T | null,
): Answer<T> {
  const { data, error, mutate } = useSWR<T, FetchError>(url, load, {
    ...(initial === null ? {} : { fallbackData: initial }),
    revalidateOnMount: false,
    revalidateIfStale: false,
    revalidateOnFocus: true,
    revalidateOnReconnect: true,
    focusThrottleInterval: FOCUS_INTERVAL_MS,
    shouldRetryOnError: false,
  });
  // A navigation brings a newer answer than the one SWR kept from an earlier visit.
  useEffect(() => {
    if (initial !== null) void mutate(initial, { revalidate: false });
  }, [initial, mutate]);
  return { answer: data ?? initial, error: error ?? null };
}
