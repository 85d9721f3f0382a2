import { spawn } from "node:child_process";
import { connect, type Socket } from "node:net";
import { type KvCommand, KvCommandError } from "./command";

const START_TIMEOUT_MS = 10_000;

/** A `redis-server` of its own on a free port, without persistence. */
export interface RedisBackend {
  readonly command: KvCommand;
  close(): Promise<void>;
}

/** Starts it. Throws with the command that installs it when it is not there. */
export async function startRedis(port: number): Promise<RedisBackend> {
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const child = spawn("redis-server", args, { stdio: "ignore" });
  const failed = new Promise<never>((_, reject) => {
    child.once("error", () =>
      reject(
        new Error("redis-server is missing. Install it: sudo apt-get install -y redis-server"),
      ),
    );
  });
  failed.catch(() => undefined);
  const socket = await Promise.race([connectWithin(port), failed]);
  const command = speak(socket);
  return {
    command,
    async close() {
      socket.destroy();
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await ended;
    },
  };
}

async function connectWithin(port: number): Promise<Socket> {
  for (const deadline = Date.now() + START_TIMEOUT_MS; ; ) {
    try {
      return await new Promise<Socket>((resolve, reject) => {
        const socket = connect(port, "127.0.0.1", () => resolve(socket));
        socket.once("error", reject);
      });
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
}

type Reply = { readonly value: unknown } | { readonly error: string };

/** Redis's protocol (RESP2) over one connection: answers come in the order of the commands. */
function speak(socket: Socket): KvCommand {
  const waiting: ((reply: Reply) => void)[] = [];
  let buffer = Buffer.alloc(0);
  socket.on("data", (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (let read = parse(buffer, 0); read !== undefined; read = parse(buffer, 0)) {
      buffer = buffer.subarray(read.end);
      waiting.shift()?.(read.reply);
    }
  });
  socket.on("error", () => socket.destroy());
  socket.on("close", () => {
    for (const settle of waiting.splice(0)) settle({ error: "ERR connection closed" });
  });
  return (command) =>
    new Promise((resolve, reject) => {
      waiting.push((reply) =>
        "error" in reply ? reject(new KvCommandError(reply.error)) : resolve(reply.value),
      );
      const parts = command.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`);
      socket.write(`*${command.length}\r\n${parts.join("")}`);
    });
}

/** Reads one reply at `start`; `undefined`: it has not arrived whole. */
function parse(
  buffer: Buffer,
  start: number,
): { readonly reply: Reply; readonly end: number } | undefined {
  const lineEnd = buffer.indexOf("\r\n", start);
  if (lineEnd < 0) return undefined;
  const type = String.fromCharCode(buffer[start] ?? 0);
  const line = buffer.toString("utf8", start + 1, lineEnd);
  const end = lineEnd + 2;
  if (type === "+") return { reply: { value: line }, end };
  if (type === "-") return { reply: { error: line }, end };
  if (type === ":") return { reply: { value: Number(line) }, end };
  const length = Number(line);
  if (length < 0) return { reply: { value: null }, end };
  if (type === "$") {
    if (buffer.length < end + length + 2) return undefined;
    return { reply: { value: buffer.toString("utf8", end, end + length) }, end: end + length + 2 };
  }
  const items: unknown[] = [];
  let position = end;
  for (let index = 0; index < length; index += 1) {
    const item = parse(buffer, position);
    if (item === undefined) return undefined;
    items.push("error" in item.reply ? null : item.reply.value);
    position = item.end;
  }
  return { reply: { value: items }, end: position };
}
