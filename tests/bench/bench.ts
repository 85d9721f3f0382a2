import { appEnv } from "../helpers/app-env";
import { type AppServer, startApp } from "../helpers/app-server";
import { sessionCookie } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";
import { buildWithEmptyParts } from "./app-with-empty-parts";
import { mediansOf, requestsPerSecond, type Target, timeMs } from "./measure";

/*
 * `npm run bench`: pages and a route beside empty ones behind the same sign-in, in turn on one server. Prints the medians;
 * exits with 1 when one misses its budget (docs/architecture.md). It wants the machine for itself, so it is no part of
 * `npm test`.
 */

const CREATORS = 200;
/** The simulator's own dozen. */
const DOZEN = 12;
const PAGE_RUNS = { runs: 41, warmUp: 10 };
const ROUTE_RUNS = { runs: 11, warmUp: 2 };
const REQUESTS_A_RUN = 200;
/** How many times as long as an empty page, at most. */
const MOST_TIMES = { overview: 5, creator: 3 };
/** The part of an empty route's requests a second, at least. */
const LEAST_SHARE = 0.7;

type Ask = (path: string) => Target;

function report(words: string, isGood: boolean): boolean {
  process.stdout.write(`${isGood ? "✓" : "✗"} ${words}\n`);
  return isGood;
}

async function comparePage(name: string, path: string, most: number, ask: Ask): Promise<boolean> {
  const [page, empty] = await mediansOf(
    () => timeMs(ask(path)),
    () => timeMs(ask("/empty")),
    PAGE_RUNS,
  );
  const times = page / empty;
  const figures = `${page.toFixed(1)} ms, an empty page ${empty.toFixed(1)} ms`;
  return report(`${name}: ${figures}: ${times.toFixed(1)} times, at most ${most}`, times <= most);
}

async function compareRoute(ask: Ask): Promise<boolean> {
  const rate = (name: string) => () =>
    requestsPerSecond(ask(`/api/ltk/ava-lane/${name}`), REQUESTS_A_RUN);
  const [route, empty] = await mediansOf(rate("hero-chart"), rate("empty"), ROUTE_RUNS);
  const share = route / empty;
  const figures = `${route.toFixed(0)} requests/s, an empty route ${empty.toFixed(0)}`;
  return report(
    `hero-chart from the cache: ${figures}: ${share.toFixed(2)}, at least ${LEAST_SHARE}`,
    share >= LEAST_SHARE,
  );
}

/** Runs checks on a server of its own. */
async function withApp(
  folder: string,
  options: Parameters<typeof createSandbox>[0],
  check: (ask: Ask) => Promise<readonly boolean[]>,
): Promise<readonly boolean[]> {
  const sandbox = await createSandbox({ ...options, airtableRateLimit: false });
  const app: AppServer = await startApp(appEnv(sandbox), undefined, folder);
  const headers = { cookie: await sessionCookie() };
  const results = await check((path) => ({ url: `${app.url}${path}`, headers }));
  await app.close();
  await sandbox.close();
  return results;
}

async function main(): Promise<number> {
  const folder = await buildWithEmptyParts();
  const results = [
    ...(await withApp(folder, { creators: CREATORS - DOZEN, isLedgerEmpty: true }, async (ask) => [
      await comparePage(`${CREATORS} creators`, "/", MOST_TIMES.overview, ask),
    ])),
    ...(await withApp(folder, {}, async (ask) => [
      await comparePage("a creator's page", "/creator/ava-lane", MOST_TIMES.creator, ask),
      await compareRoute(ask),
    ])),
  ];
  return results.every(Boolean) ? 0 : 1;
}

process.exitCode = await main();
