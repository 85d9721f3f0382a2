import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const TSX = fileURLToPath(import.meta.resolve("tsx"));
/** Airtable counts calls by the second, over all processes; nobody types two commands within one. */
const AIRTABLE_WINDOW_MS = 1_000;

let lastEndedMs = Number.NEGATIVE_INFINITY;

/** What a command ended with. */
export interface CommandOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both together. */
  readonly text: string;
}

/** Runs a command of lib/cli by its name, in a process of its own that has only this environment, as a person would. */
export async function runCommand(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string = ROOT,
): Promise<CommandOutcome> {
  await sleep(Math.max(0, lastEndedMs + AIRTABLE_WINDOW_MS - performance.now()));
  const file = `${ROOT}lib/cli/${name}.ts`;
  const base = {
    PATH: process.env["PATH"] ?? "",
    NODE_ENV: "test" as const,
    TSX_TSCONFIG_PATH: `${ROOT}tsconfig.json`,
  };
  const command = ["--conditions=react-server", "--import", TSX, file, ...args];
  try {
    const { stdout, stderr } = await run(process.execPath, command, {
      cwd,
      env: { ...base, ...env },
    });
    return { code: 0, stdout, stderr, text: stdout + stderr };
  } catch (error) {
    const failed = error as { code: number; stdout: string; stderr: string };
    return { ...failed, text: failed.stdout + failed.stderr };
  } finally {
    lastEndedMs = performance.now();
  }
}
