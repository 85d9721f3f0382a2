import { mkdirSync, rmSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { type Browser, chromium, type Page } from "@playwright/test";
import { appEnv } from "../helpers/app-env";
import { type AppServer, buildApp, startApp } from "../helpers/app-server";
import { requireBrowser } from "../helpers/browser";
import { createMovingClock, type MovingClock } from "../helpers/moving-clock";
import { sessionCookie } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import { findLayoutFaults } from "./layout-faults";
import { MAX_LAYOUT_SHIFT, readLayoutShift } from "./layout-shift";
import { openPage, SCHEMES, signIn, untilSettled, WINDOWS } from "./open-page";
import {
  EMPTY_SHOTS,
  ERROR_SHOTS,
  freshShots,
  NO_AIRTABLE_SHOTS,
  NO_CREATORS_SHOTS,
  NOT_CONFIGURED_SHOTS,
  REAUTH_SHOTS,
  type Shot,
  STALE_SHOTS,
} from "./shots";
import { showEverything } from "./show-everything";

/*
 * `npm run screenshots [-- NAME]`: pictures of every page in every state at three widths, light and dark, into
 * test-results/screenshots/, and a list of what is wrong with their layout. With a NAME only the pictures whose name
 * holds it: "creator", "390-light", "stale-1440". Exits with 1 when anything is wrong. HEMLINE_BUILT=1 takes the build that is there.
 */

const FOLDER = "test-results/screenshots";
const STALE_MS = 10 * 3_600_000;
/** Longer than a snapshot of the table is kept. */
const SNAPSHOT_MS = 120_000;

interface Stage {
  readonly app: AppServer;
  readonly clock: MovingClock;
  readonly browser: Browser;
  /** Shots whose name does not hold this are left out. */
  readonly only: string;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function findShift(page: Page): Promise<string[]> {
  const { sum, moved } = await readLayoutShift(page);
  return sum <= MAX_LAYOUT_SHIFT ? [] : [`moves by itself: ${sum.toFixed(3)}; ${moved.join("; ")}`];
}

async function findFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const axe = violations.map(
    ({ id, nodes }) => `axe ${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
  );
  return [...axe, ...(await findLayoutFaults(page))];
}

/** Takes the pictures of one state; answers how many there are and what is wrong with them. */
async function takeShots(stage: Stage, shots: readonly Shot[]): Promise<string[]> {
  const { app, browser, clock } = stage;
  const cookie = await sessionCookie(clock.now);
  const faults: string[] = [];
  for (const viewport of WINDOWS) {
    for (const colorScheme of SCHEMES) {
      for (const shot of shots) {
        const name = `${shot.name}-${viewport.width}-${colorScheme}`;
        if (!name.includes(stage.only)) continue;
        const context = await browser.newContext({ viewport, colorScheme, locale: "en-US" });
        if (shot.isSignedIn) await signIn(context, app.url, cookie);
        const page = await context.newPage();
        await openPage(page, `${app.url}${shot.path}`);
        const shift = await findShift(page);
        await shot.act?.(page);
        await showEverything(page);
        await untilSettled(page);
        await page.screenshot({ path: `${FOLDER}/${name}.png`, fullPage: true });
        for (const fault of [...shift, ...(await findFaults(page))])
          faults.push(`${name}: ${fault}`);
        await context.close();
        process.stdout.write(".");
      }
    }
  }
  return faults;
}

async function startStage(
  env: Readonly<Record<string, string>>,
  rest: Omit<Stage, "app">,
): Promise<Stage> {
  return { ...rest, app: await startApp({ ...env, ...rest.clock.env }) };
}

/** The states of one running dashboard, one after the other: each leaves the simulator as the next needs it. */
async function takeStates(stage: Stage, sandbox: Sandbox): Promise<string[]> {
  const faults = [
    ...(await takeShots(stage, freshShots())),
    ...(await takeShots(stage, REAUTH_SHOTS)),
    ...(await takeShots(stage, EMPTY_SHOTS)),
  ];
  // Read once, so that there is something to become stale.
  const headers = { cookie: await sessionCookie(stage.clock.now) };
  for (const { path } of STALE_SHOTS) await (await fetch(stage.app.url + path, { headers })).text();
  sandbox.faults.set("gateway", { kind: "status", status: 503 });
  faults.push(...(await takeShots(stage, ERROR_SHOTS)));
  sandbox.revoke("bea-ortiz");
  await stage.clock.advance(STALE_MS);
  faults.push(...(await takeShots(stage, STALE_SHOTS)));
  sandbox.faults.clear();
  for (const { slug } of sandbox.creators) sandbox.removeRow(slug);
  await stage.clock.advance(SNAPSHOT_MS);
  faults.push(...(await takeShots(stage, NO_CREATORS_SHOTS)));
  return faults;
}

async function main(only: string): Promise<number> {
  if (process.env["HEMLINE_BUILT"] !== "1") await buildApp();
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const clock = createMovingClock();
  const sandbox = await createSandbox({ now: clock.now });
  const browser = await chromium.launch({
    executablePath: requireBrowser(),
    args: ["--no-sandbox"],
  });
  const rest = { clock, browser, only };
  const stage = await startStage(appEnv(sandbox), rest);
  const faults = await takeStates(stage, sandbox);
  await stage.app.close();
  sandbox.faults.set("airtable", { kind: "status", status: 503 });
  const noAirtable = await startStage(appEnv(sandbox), rest);
  faults.push(...(await takeShots(noAirtable, NO_AIRTABLE_SHOTS)));
  await noAirtable.app.close();
  const notConfigured = await startStage({}, rest);
  faults.push(...(await takeShots(notConfigured, NOT_CONFIGURED_SHOTS)));
  await notConfigured.app.close();
  await browser.close();
  await sandbox.close();
  clock.close();
  say(`\n${faults.map((fault) => `✗ ${fault}`).join("\n")}`);
  say(`Pictures are in ${FOLDER}/; ${faults.length} faults.`);
  return faults.length === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv[2] ?? "");
