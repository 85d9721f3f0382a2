/** Runs work by name: who asks while the same work is under way gets its outcome. */
export type SingleFlight<T> = (name: string, work: () => Promise<T>) => Promise<T>;

/** Creates a single flight with nothing under way. */
export function createSingleFlight<T>(): SingleFlight<T> {
  const running = new Map<string, Promise<T>>();
  return (name, work) => {
    const found = running.get(name);
    if (found !== undefined) return found;
    const started = work().finally(() => running.delete(name));
    running.set(name, started);
    return started;
  };
}
