/** Rejects when a promise has not settled in time. The work behind it is not stopped; its late outcome is dropped. */
export function withDeadline<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  const signal = AbortSignal.timeout(timeoutMs);
  const deadline = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("no answer in time")), { once: true });
  });
  return Promise.race([work, deadline]);
}
