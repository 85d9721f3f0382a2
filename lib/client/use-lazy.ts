import { useEffect, useState } from "react";

/**
 * Loads code on demand: `null` until `isWanted` has been true once and the code has arrived. Should it not arrive, what
 * the server rendered stays, and the next want tries again. `load` must keep its identity.
 */
export function useLazy<T extends object>(isWanted: boolean, load: () => Promise<T>): T | null {
  const [loaded, setLoaded] = useState<T | null>(null);
  useEffect(() => {
    if (!isWanted) return;
    let isCurrent = true;
    load().then(
      (value) => {
        if (isCurrent) setLoaded(value);
      },
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [isWanted, load]);
  return loaded;
}
