import { type Env, readProcessEnv } from "@/lib/server/env";
import { loadEnvFiles } from "./env-file";

/** Where `npm run dev` and `npm start` listen when nothing else is said. */
const LOCAL_ADDRESS = "http://localhost:3000";

/** The environment for a command, or `undefined` after every problem was printed. */
export function requireEnv(): Env | undefined {
  loadEnvFiles();
  const parsed = readProcessEnv();
  if (parsed.ok) return parsed.env;
  for (const { name, problem, fix } of parsed.problems) {
    process.stderr.write(`${name} ${problem}. ${fix}\n`);
  }
  return undefined;
}

/** The address people open. */
export function appAddress(env: Env): string {
  return env.APP_URL ?? LOCAL_ADDRESS;
}
