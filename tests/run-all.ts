import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { z } from "zod";
import { requireBrowser } from "./helpers/browser";
import { BREAKS } from "./proofs/breaks";
import { runBreak } from "./proofs/run-break";

/*
 * `npm test`: every check, one after the other, each printing as it goes. The last line is "N passed, N failed": tests,
 * plus one for each tool. What was skipped, or ran no test, counts as failed. `npm test -- --same-build` is for a second
 * Node beside the first: it leaves out what does not depend on Node (tools, contracts, planted faults, the browser, and two
 * files that count for minutes), the proofs, whose processes run the same code as the other suites, and runs the rest on
 * the build that is there.
 */

interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** Why it failed, where the output above does not say. */
  readonly reason?: string;
  /** The failed tests' names, repeated at the end, where a reader of a long log looks first. */
  readonly failures?: readonly string[];
}

type Step = readonly [name: string, run: () => Promise<Outcome>];

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const VITEST = "node_modules/vitest/vitest.mjs";
const PLAYWRIGHT = "node_modules/@playwright/test/cli.js";
const REPORTS = mkdtempSync(join(tmpdir(), "test-reports-"));

const VitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).optional(),
        }),
      ),
    }),
  ),
});
const PlaywrightSpec = z.object({
  title: z.string(),
  file: z.string(),
  ok: z.boolean(),
  tests: z.array(
    z.object({
      results: z.array(
        z.object({ error: z.object({ message: z.string().optional() }).optional() }),
      ),
    }),
  ),
});
type PlaywrightSpec = z.infer<typeof PlaywrightSpec>;
interface PlaywrightSuite {
  readonly suites?: PlaywrightSuite[] | undefined;
  readonly specs: PlaywrightSpec[];
}
const PlaywrightSuite: z.ZodType<PlaywrightSuite> = z.lazy(() =>
  z.object({
    suites: z.array(PlaywrightSuite).optional(),
    specs: z.array(PlaywrightSpec),
  }),
);
const PlaywrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  suites: z.array(PlaywrightSuite),
});

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Runs a Node program with this terminal; answers its exit code. */
function runNode(args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: "inherit",
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
    });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

/** A tool of package.json's scripts: one check that passes or fails. */
async function tool(script: string): Promise<Outcome> {
  // npm names itself to its scripts; run by its path, it needs no shell on any system.
  const npm = process.env["npm_execpath"];
  if (npm === undefined) throw new Error("run this with: npm test");
  const code = await runNode([npm, "run", "--silent", script]);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** One line: where, which test, and what it said first. */
function describeFailure(file: string, test: string, message = ""): string {
  const [first = ""] = stripVTControlCharacters(message).split("\n");
  return `${file}: ${test}${first === "" ? "" : `: ${first}`}`;
}

function failedSpecs({ specs, suites = [] }: PlaywrightSuite): string[] {
  const failed = specs
    .filter(({ ok }) => !ok)
    .map(({ file, title, tests }) => {
      const messages = tests.flatMap(({ results }) => results.map(({ error }) => error?.message));
      return describeFailure(
        file,
        title,
        messages.find((message) => message !== undefined),
      );
    });
  return [...failed, ...suites.flatMap(failedSpecs)];
}

/** A suite's counts. A skipped test is a failure, and so is a suite that fails beside its tests or has none. */
function judge(code: number, passed: number, failed: number, skipped: number): Outcome {
  if (skipped > 0) return { passed, failed: failed + skipped, reason: `${skipped} skipped` };
  if (failed > 0) return { passed, failed };
  if (passed === 0) return { passed, failed: 1, reason: "no test ran" };
  if (code !== 0) return { passed, failed: 1, reason: `exit code ${code}` };
  return { passed, failed: 0 };
}

function readReport<T>(schema: z.ZodType<T>, file: string): T {
  return schema.parse(JSON.parse(readFileSync(file, "utf8")));
}

async function vitest(project: string, leftOut: readonly string[] = []): Promise<Outcome> {
  const file = join(REPORTS, `${project}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const without = leftOut.flatMap((path) => ["--exclude", path]);
  const code = await runNode([VITEST, "run", "--project", project, ...without, ...reporters]);
  const report = readReport(VitestReport, file);
  const skipped = report.numPendingTests + report.numTodoTests;
  const failures = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages }) =>
        describeFailure(relative(ROOT, name), fullName, failureMessages?.[0]),
      ),
  );
  return { ...judge(code, report.numPassedTests, report.numFailedTests, skipped), failures };
}

async function playwright(): Promise<Outcome> {
  requireBrowser();
  const file = join(REPORTS, "e2e.json");
  // The tests sign in with the server's own code, which imports `server-only`.
  const args = ["--conditions=react-server", PLAYWRIGHT, "test", "--reporter=list,json"];
  const code = await runNode(args, { PLAYWRIGHT_JSON_OUTPUT_FILE: file, HEMLINE_BUILT: "1" });
  const { stats, suites } = readReport(PlaywrightReport, file);
  const outcome = judge(code, stats.expected, stats.unexpected + stats.flaky, stats.skipped);
  return { ...outcome, failures: suites.flatMap(failedSpecs) };
}

/** A step that breaks before it has counts is one failure; the others still run. */
async function attempt([name, run]: Step): Promise<Outcome> {
  say(`\n=== ${name}`);
  try {
    return await run();
  } catch (error) {
    return { passed: 0, failed: 1, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Faults in the code under test, each of which its proof has to notice (`npm run prove -- --break quick`). */
async function breaks(): Promise<Outcome> {
  let failed = 0;
  const faults = BREAKS.filter(({ isQuick }) => isQuick);
  for (const fault of faults) {
    const { isRed, words } = await runBreak(fault);
    say(`${isRed ? "✓" : "✗"} ${fault.rule}: ${words}`);
    if (!isRed) failed += 1;
  }
  return judge(0, faults.length - failed, failed, 0);
}

const TOOLS: readonly Step[] = ["types", "lint", "layers", "knip"].map((name) => [
  name,
  () => tool(name),
]);
const SUITES: readonly Step[] = ["unit", "contract", "integration", "proofs"].map((name) => [
  name,
  () => vitest(name),
]);
const FAULTS: Step = ["breaks", breaks];
const BUILD: Step = ["build", () => tool("build")];
const ON_THE_BUILD: readonly Step[] = [
  ["production", () => vitest("production")],
  ["e2e", playwright],
];

const WHOLE = { first: [...TOOLS, ...SUITES, FAULTS, BUILD], onTheBuild: ON_THE_BUILD };
/** They count calls and tries for minutes, and any Node counts alike. */
const COUNTS = [
  "tests/integration/calls-per-month.test.ts",
  "tests/production/attacks/floods.test.ts",
];
const SAME_BUILD: typeof WHOLE = {
  first: ["unit", "integration"].map((name) => [name, () => vitest(name, COUNTS)]),
  onTheBuild: [["production", () => vitest("production", COUNTS)]],
};

async function main(args: readonly string[]): Promise<number> {
  const { first, onTheBuild } = args.includes("--same-build") ? SAME_BUILD : WHOLE;
  const outcomes: [name: string, outcome: Outcome][] = [];
  for (const step of first) outcomes.push([step[0], await attempt(step)]);
  // Run on an older build, they would prove nothing.
  const isBuilt = !outcomes.some(([name, { failed }]) => name === "build" && failed > 0);
  const notRun = { passed: 0, failed: 1, reason: "not run: the build failed" };
  for (const step of onTheBuild) outcomes.push([step[0], isBuilt ? await attempt(step) : notRun]);
  say("\n=== summary");
  for (const [name, { passed, failed, reason, failures = [] }] of outcomes) {
    const words = `${name.padEnd(12)}${passed} passed, ${failed} failed`;
    say(reason === undefined ? words : `${words} (${reason})`);
    for (const failure of failures) say(`  failed: ${failure}`);
  }
  const passed = outcomes.reduce((sum, [, outcome]) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, [, outcome]) => sum + outcome.failed, 0);
  say(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
rmSync(REPORTS, { recursive: true, force: true });
