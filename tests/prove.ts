import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { BREAKS, type Break } from "./proofs/breaks";
import { runBreak } from "./proofs/run-break";

/*
 * `npm run prove`: the proofs at full length. `npm run prove -- --break <rule>`: puts a fault into a copy of the code and
 * expects its proof to turn red; `all` and `quick` stand for several. `npm run prove -- --list`: the faults.
 */

const ROOT = fileURLToPath(new URL("..", import.meta.url));

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function list(): void {
  const width = Math.max(...BREAKS.map(({ rule }) => rule.length));
  for (const { rule, what, proof, isQuick } of BREAKS) {
    say(`${rule.padEnd(width)}  ${what} → ${proof.file}${isQuick ? " (quick)" : ""}`);
  }
}

/** The proofs in their long form, with this terminal; answers the exit code. */
function proveAll(): Promise<number> {
  return new Promise((resolve, reject) => {
    const args = ["node_modules/vitest/vitest.mjs", "run", "--project", "proofs"];
    const env = { ...process.env, PROVE: "full" };
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: "inherit", env });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

function choose(rule: string | undefined): readonly Break[] {
  if (rule === "all") return BREAKS;
  if (rule === "quick") return BREAKS.filter(({ isQuick }) => isQuick);
  return BREAKS.filter((fault) => fault.rule === rule);
}

async function breakAll(faults: readonly Break[]): Promise<number> {
  let code = 0;
  for (const fault of faults) {
    const { isRed, words } = await runBreak(fault);
    say(`${fault.rule}: ${isRed ? "red, as it must be" : "NOT RED"} (${words})`);
    if (!isRed) code = 1;
  }
  return code;
}

async function main([option, rule, ...others]: readonly string[]): Promise<number> {
  if (option === undefined) return proveAll();
  if (option === "--list" && rule === undefined) {
    list();
    return 0;
  }
  const faults = option === "--break" && others.length === 0 ? choose(rule) : [];
  if (faults.length > 0) return breakAll(faults);
  say("Say --list, or --break with one of these, or all, or quick:");
  list();
  return 2;
}

process.exitCode = await main(process.argv.slice(2));
