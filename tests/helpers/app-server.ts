import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const NEXT = fileURLToPath(new URL("../../node_modules/next/dist/bin/next", import.meta.url));
/** Tokens as Auth0 makes them, our own encrypted ones, and the simulator's keys. */
const SECRETS = /eyJ[\w-]+\.[\w-]*\.[\w-]+|v1\.[\w-]{16,}|patSandbox|kv-sandbox-token|re_sandbox/;
const START_TIMEOUT_MS = 60_000;

/** A dashboard in a process of its own, as `npm start` runs it. */
export interface AppServer {
  readonly url: string;
  readonly pid: number;
  /** Everything the process wrote so far. */
  output(): string;
  close(): Promise<void>;
}

/** A port nobody listens on. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** The variables a child needs besides its own; nothing of the developer's own configuration leaks in. */
function childEnv(env: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) =>
    /^(PATH|HOME|TMPDIR|TEMP|SYSTEMROOT|CI)$/i.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    ...env,
  };
}

/** Builds the app, or another in `folder`; throws with the build's output when it fails. */
export function buildApp(folder: string = ROOT): Promise<void> {
  return new Promise((resolve, reject) => {
    const chunks: string[] = [];
    const child = spawn(process.execPath, [NEXT, "build"], { cwd: folder, env: childEnv({}) });
    child.stdout.on("data", (chunk) => chunks.push(String(chunk)));
    child.stderr.on("data", (chunk) => chunks.push(String(chunk)));
    child.once("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`next build failed:\n${chunks.join("")}`)),
    );
  });
}

/** Starts the built app, or another that was built in `folder`, and waits until it answers. */
export async function startApp(
  env: Readonly<Record<string, string>>,
  port?: number,
  folder: string = ROOT,
): Promise<AppServer> {
  const listen = port ?? (await findFreePort());
  const args = [NEXT, "start", "--hostname", "127.0.0.1", "--port", String(listen)];
  const chunks: string[] = [];
  const child = spawn(process.execPath, args, { cwd: folder, env: childEnv(env) });
  child.stdout.on("data", (chunk) => chunks.push(String(chunk)));
  child.stderr.on("data", (chunk) => chunks.push(String(chunk)));
  const url = `http://127.0.0.1:${listen}`;
  await untilReady(child, () => chunks.join(""));
  const output = () => chunks.join("");
  return {
    url,
    pid: child.pid ?? 0,
    output,
    async close() {
      await stop(child);
      // Every test of the built app is a test of its log, too.
      if (SECRETS.test(output())) throw new Error("the app wrote a token or a secret to its log");
    },
  };
}

/** Next prints "Ready" once it listens. No request is sent, so that the first one finds a cold server. */
async function untilReady(child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!/Ready in/.test(output())) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`the app did not start:\n${output()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}
