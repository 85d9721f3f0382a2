import { appEnv } from "../helpers/app-env";
import { startApp } from "../helpers/app-server";
import { sessionCookie } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";
import { buildWithEmptyPage } from "./app-with-empty-page";

/*
 * `npm run bench`: the overview of 200 creators beside an empty dynamic page behind the same sign-in, one after the other
 * in one run of one server, each from its request to its last byte. Prints the medians; exits with 1 when the overview
 * takes more than five times as long (docs/architecture.md). It wants the machine for itself, so it is no part of `npm test`.
 */

const CREATORS = 200;
/** The simulator's own dozen. */
const DOZEN = 12;
const RUNS = 41;
const WARM_UP = 10;
const MOST_TIMES = 5;

interface Timing {
  readonly ms: number;
  readonly bytes: number;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function time(url: string, headers: Record<string, string>): Promise<Timing> {
  const startedMs = performance.now();
  const response = await fetch(url, { headers });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
  return { ms: performance.now() - startedMs, bytes: text.length };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function main(): Promise<number> {
  const folder = await buildWithEmptyPage();
  const sandbox = await createSandbox({
    creators: CREATORS - DOZEN,
    airtableRateLimit: false,
    isLedgerEmpty: true,
  });
  const app = await startApp(appEnv(sandbox), undefined, folder);
  const headers = { cookie: await sessionCookie() };
  const pages = { empty: `${app.url}/empty`, overview: `${app.url}/` };
  // The first visits fill the store, as the sync does in production.
  for (let visit = 0; visit < WARM_UP; visit += 1) {
    await time(pages.overview, headers);
    await time(pages.empty, headers);
  }
  const runs = { empty: [] as Timing[], overview: [] as Timing[] };
  for (let run = 0; run < RUNS; run += 1) {
    runs.empty.push(await time(pages.empty, headers));
    runs.overview.push(await time(pages.overview, headers));
  }
  await app.close();
  await sandbox.close();
  const empty = median(runs.empty.map(({ ms }) => ms));
  const overview = median(runs.overview.map(({ ms }) => ms));
  const kilobytes = Math.round((runs.overview.at(-1)?.bytes ?? 0) / 1_000);
  say(`empty page      ${empty.toFixed(1)} ms`);
  say(`${CREATORS} creators    ${overview.toFixed(1)} ms, ${kilobytes} kB of HTML`);
  say(`${(overview / empty).toFixed(1)} times, at most ${MOST_TIMES} wanted`);
  return overview <= empty * MOST_TIMES ? 0 : 1;
}

process.exitCode = await main();
