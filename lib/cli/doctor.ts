import { createContainer } from "@/lib/server/container";
import { checkUpstreams } from "@/lib/server/jobs/check-upstreams";
import { requireEnv } from "./cli-env";

/** Checks the environment and reads each upstream once, without spending a token. Exit code 0 when all is well. */
async function main(): Promise<number> {
  const env = requireEnv();
  if (env === undefined) return 1;
  process.stdout.write("ok    environment\n");
  let failures = 0;
  for (const { name, problem } of await checkUpstreams(createContainer(env))) {
    if (problem !== undefined) failures += 1;
    process.stdout.write(problem === undefined ? `ok    ${name}\n` : `FAIL  ${name}: ${problem}\n`);
  }
  return failures === 0 ? 0 : 1;
}

process.exitCode = await main();
