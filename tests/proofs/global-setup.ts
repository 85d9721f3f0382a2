import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The worker as one file. */
    workerFile: string;
  }
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Before the proofs: the worker and the production code in one file, once. Compiled anew in each process it would start
 * in a second instead of a third of one, and proofs start hundreds. Packages stay outside, as Node itself finds them.
 */
export async function setup(project: TestProject): Promise<() => void> {
  const outDir = mkdtempSync(join(tmpdir(), "proofs-"));
  symlinkSync(join(ROOT, "node_modules"), join(outDir, "node_modules"));
  await build({
    root: ROOT,
    configFile: false,
    logLevel: "error",
    resolve: { alias: { "@": ROOT } },
    build: {
      ssr: join(ROOT, "tests/proofs/worker.ts"),
      outDir,
      emptyOutDir: false,
      target: "node20",
      minify: false,
      rolldownOptions: { output: { entryFileNames: "worker.mjs" } },
    },
  });
  project.provide("workerFile", join(outDir, "worker.mjs"));
  return () => rmSync(outDir, { recursive: true, force: true });
}
