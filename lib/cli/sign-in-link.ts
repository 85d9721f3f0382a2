import { createContainer } from "@/lib/server/container";
import { findPerson, type PersonFound } from "@/lib/server/people";
import { appAddress, requireEnv } from "./cli-env";

const REFUSALS: Readonly<Record<Exclude<PersonFound["kind"], "found">, string>> = {
  none: "That address may not sign in. Add it to the people's table or to ADMIN_EMAILS first.",
  inactive: "That person is not active. Tick Active in her row of the people's table first.",
  unavailable: "The people's table does not answer, so only ADMIN_EMAILS can be given links now.",
};

/** Prints a single-use sign-in link for anybody who may sign in. Usage: `npm run -s sign-in-link -- EMAIL`. */
async function main(): Promise<number> {
  const env = requireEnv();
  if (env === undefined) return 1;
  const email = process.argv[2]?.trim().toLowerCase();
  if (email === undefined || !email.includes("@")) {
    process.stderr.write("Say for whom: npm run -s sign-in-link -- EMAIL\n");
    return 1;
  }
  // Standard output is for the link alone.
  const log = (_level: string, event: string) => void process.stderr.write(`${event}\n`);
  const container = createContainer(env, { log });
  const found = await findPerson(container, email);
  if (found.kind !== "found") {
    process.stderr.write(`${REFUSALS[found.kind]}\n`);
    return 1;
  }
  const appUrl = appAddress(env);
  const link = await container.signInLinks.create({ email, kind: "first", appUrl });
  process.stdout.write(`${link}\n`);
  container.audit.record({ actor: "npm run sign-in-link", action: "sign-in-link", detail: email });
  return 0;
}

process.exitCode = await main();
