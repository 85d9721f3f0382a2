import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const BIN = `${ROOT}node_modules/dependency-cruiser/bin/dependency-cruise.mjs`;
const CONFIG = `${ROOT}.dependency-cruiser.cjs`;

const Cruise = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
    ruleSetUsed: z.object({ forbidden: z.array(z.object({ name: z.string() })) }),
  }),
});

/** What the layer check found in `folders` of the project at `cwd`, under this project's rules. */
export async function cruise(
  cwd: string,
  folders: readonly string[],
): Promise<z.infer<typeof Cruise>> {
  const args = [BIN, "--config", CONFIG, "--output-type", "json", ...folders];
  const output = await new Promise<string>((resolve, reject) => {
    const options = { cwd, maxBuffer: 256 * 1024 * 1024 };
    execFile(process.execPath, args, options, (error, stdout, stderr) =>
      // The exit code only counts violations; without a report something else went wrong.
      stdout === "" ? reject(new Error(stderr, { cause: error })) : resolve(stdout),
    );
  });
  return Cruise.parse(JSON.parse(output));
}
