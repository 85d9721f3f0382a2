import { createSignInLinks } from "@/lib/server/sign-in-link";
import { appAddress, requireEnv } from "./cli-env";

/** Prints a single-use sign-in link for one of `ADMIN_EMAILS`. Usage: `npm run -s sign-in-link -- EMAIL`. */
async function main(): Promise<number> {
  const env = requireEnv();
  if (env === undefined) return 1;
  const email = process.argv[2]?.trim().toLowerCase();
  if (email === undefined || !email.includes("@")) {
    process.stderr.write("Say for whom: npm run -s sign-in-link -- EMAIL\n");
    return 1;
  }
  if (!env.ADMIN_EMAILS.includes(email)) {
    process.stderr.write("That address may not sign in. Add it to ADMIN_EMAILS first.\n");
    return 1;
  }
  const links = createSignInLinks({
    secret: env.SESSION_SECRET,
    adminEmails: env.ADMIN_EMAILS,
    now: Date.now,
  });
  process.stdout.write(`${await links.create(email, appAddress(env))}\n`);
  return 0;
}

process.exitCode = await main();
