import { createContainer } from "@/lib/server/container";
import { checkUpstreams } from "@/lib/server/jobs/check-upstreams";
import { requireEnv } from "./cli-env";

/** Checks the environment and reads each upstream once, without spending a token. Exit code 0 when all is well. */
async function main(): Promise<number> {
  const env = requireEnv();
  if (env === undefined) return 1;
  process.stdout.write("ok    environment\n");
  const checks = await checkUpstreams(createContainer(env));
  for (const { name, status, output } of checks) {
    const mark = status === "fail" ? "FAIL" : status;
    const words = output === undefined ? name : `${name}: ${output}`;
    process.stdout.write(`${mark.padEnd(6)}${words}\n`);
  }
  return checks.some(({ status }) => status === "fail") ? 1 : 0;
}

process.exitCode = await main();
