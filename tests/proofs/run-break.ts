import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Break } from "./breaks";

/** What the proof said about the faulty code. */
export interface Verdict {
  /** An assertion of the proof failed. A fault that does not compile or start proves nothing. */
  readonly isRed: boolean;
  readonly words: string;
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const VITEST = "node_modules/vitest/vitest.mjs";

const Report = z.object({
  testResults: z.array(
    z.object({
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          title: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

/** Applies one fault to a copy of the project and runs its proof there. Throws when the fault fits the code no more. */
export async function runBreak(fault: Break): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), "broken-"));
  try {
    copyProject(folder);
    breakCode(folder, fault);
    return await runProof(folder, fault);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is made, not written. */
const LEFT_OUT = ["node_modules", ".next", ".git", "test-results"];

function copyProject(folder: string): void {
  for (const name of readdirSync(ROOT)) {
    if (!LEFT_OUT.includes(name)) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
}

function breakCode(folder: string, { rule, file, find, replace }: Break): void {
  const path = join(folder, file);
  const parts = readFileSync(path, "utf8").split(find);
  if (parts.length !== 2) {
    throw new Error(`${rule}: its text stands ${parts.length - 1} times in ${file}, not once`);
  }
  writeFileSync(path, parts.join(replace));
}

async function runProof(folder: string, { proof }: Break): Promise<Verdict> {
  const file = join(folder, "report.json");
  const only = proof.name === undefined ? [] : ["--testNamePattern", escapePattern(proof.name)];
  const reporter = ["--reporter=json", `--outputFile=${file}`];
  const args = [VITEST, "run", "--project", proof.project, proof.file, ...only, ...reporter];
  const { output } = await run(process.execPath, args, folder);
  const tests = readTests(file);
  if (typeof tests === "string") {
    return { isRed: false, words: `the proof did not run: ${tests}\n${output}` };
  }
  const ran = tests.filter(({ status }) => status === "passed" || status === "failed");
  const failures = ran.flatMap(({ failureMessages }) => failureMessages ?? []);
  if (ran.length === 0) return { isRed: false, words: `no test ran:\n${output}` };
  if (failures.length === 0) return { isRed: false, words: "green: the proof does not notice" };
  const noticed = failures.find((message) => message.startsWith("AssertionError"));
  return noticed === undefined
    ? { isRed: false, words: `broken, not refuted: ${firstLine(failures[0] ?? "")}` }
    : { isRed: true, words: firstLine(noticed) };
}

/** The tests; or why there are none: no report, or a file of tests that could not even be loaded. */
function readTests(file: string) {
  if (!existsSync(file)) return "no report";
  const { testResults } = Report.parse(JSON.parse(readFileSync(file, "utf8")));
  const unloaded = testResults.find(({ assertionResults }) => assertionResults.length === 0);
  return unloaded === undefined
    ? testResults.flatMap(({ assertionResults }) => assertionResults)
    : (unloaded.message ?? "it could not be loaded");
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function firstLine(text: string): string {
  return (text.split("\n")[0] ?? "").slice(0, 160);
}

function run(command: string, args: readonly string[], cwd: string): Promise<{ output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    const chunks: string[] = [];
    child.stdout.on("data", (chunk) => chunks.push(String(chunk)));
    child.stderr.on("data", (chunk) => chunks.push(String(chunk)));
    child.once("error", reject);
    child.once("close", () => resolve({ output: chunks.join("") }));
  });
}
