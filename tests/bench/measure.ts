/** A way to ask a server for one thing. */
export interface Target {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

const IN_PARALLEL = 8;

/** Asks once; answers the time from the request to the last byte, milliseconds. Throws on any status but 200. */
export async function timeMs({ url, headers }: Target): Promise<number> {
  const startedMs = performance.now();
  const response = await fetch(url, { headers });
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
  return performance.now() - startedMs;
}

/** Answers the number of requests a second, eight at a time. */
export async function requestsPerSecond(target: Target, requests: number): Promise<number> {
  const startedMs = performance.now();
  let left = requests;
  const ask = async () => {
    while (left > 0) {
      left -= 1;
      await timeMs(target);
    }
  };
  await Promise.all(Array.from({ length: IN_PARALLEL }, ask));
  return (requests * 1_000) / (performance.now() - startedMs);
}

/**
 * The medians of a measure of two things, taken in turn, so that what else the machine does hits both; the first takes,
 * which compile and fill caches, do not count.
 */
export async function mediansOf(
  one: () => Promise<number>,
  other: () => Promise<number>,
  { runs, warmUp }: { readonly runs: number; readonly warmUp: number },
): Promise<readonly [one: number, other: number]> {
  const taken = { one: [] as number[], other: [] as number[] };
  for (let run = 0; run < warmUp + runs; run += 1) {
    const values = [await one(), await other()] as const;
    if (run < warmUp) continue;
    taken.one.push(values[0]);
    taken.other.push(values[1]);
  }
  return [median(taken.one), median(taken.other)];
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
