import { randomBytes, randomUUID } from "node:crypto";
import { createMemoryKv } from "@/lib/kv/memory";
import { createSignInLinks } from "@/lib/server/sign-in-link";
import { buildApp, findFreePort, startApp } from "../helpers/app-server";
import { createSandbox } from "./index";

/** Invented people of the simulator's table; each gets a link of her own, because a link works once. */
const PEOPLE = [
  ["mara@studio.example", "admin"],
  ["noor@studio.example", "manager"],
  ["ava@creators.example", "creator"],
] as const;
const PREFERRED_PORT = 3000;

function say(line = ""): void {
  process.stdout.write(`${line}\n`);
}

/** `npm run demo`: the simulated upstreams and the dashboard in front of them, with no credentials at all. */
async function main(): Promise<void> {
  say("Building the dashboard (about half a minute) …");
  const [sandbox] = await Promise.all([createSandbox(), buildApp()]);
  const secret = randomBytes(32).toString("base64url");
  const port = await choosePort();
  const app = await startApp(
    {
      ...sandbox.env,
      SESSION_SECRET: secret,
      CRON_SECRET: randomBytes(24).toString("base64url"),
      ADMIN_EMAILS: "mara@studio.example",
    },
    port,
  );
  const now = Date.now;
  const store = createMemoryKv({ now });
  const links = createSignInLinks({ secret, store, now, newId: randomUUID });
  say();
  say(`Dashboard   ${app.url}`);
  say(`Faults      ${sandbox.urls.control}   (docs/operations.md#demo)`);
  say();
  say("Sign in with one of these; each works once:");
  for (const [email, role] of PEOPLE) {
    say(`  ${role.padEnd(9)}${await links.create({ email, kind: "first", appUrl: app.url })}`);
  }
  say();
  say("Ctrl-C ends it. All creators and figures are invented.");
  const end = async () => {
    await app.close();
    await sandbox.close();
    process.exit(0);
  };
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
}

/** The usual port when it is free, so that the address stays the same; any other otherwise. */
async function choosePort(): Promise<number> {
  const { createServer } = await import("node:net");
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(findFreePort()));
    server.listen(PREFERRED_PORT, "127.0.0.1", () => server.close(() => resolve(PREFERRED_PORT)));
  });
}

await main();
