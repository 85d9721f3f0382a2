import { z } from "zod";
import { json, type SandboxRequest, type SandboxResponse } from "../http";
import { type KvCommand, KvCommandError } from "./command";

const Command = z.array(z.union([z.string(), z.number()]).transform(String)).min(1);
const Commands = z.array(Command);

/** The store behind Upstash's REST interface: one command a call, a pipeline, or a transaction. */
export function createKvDoor(options: {
  readonly token: string;
  readonly command: KvCommand;
}): (request: SandboxRequest) => Promise<SandboxResponse> {
  const { token, command } = options;

  async function run(parts: readonly string[], isBase64: boolean): Promise<object> {
    try {
      const result = await command(parts);
      return { result: isBase64 ? encode(result) : result };
    } catch (error) {
      if (error instanceof KvCommandError) return { error: error.message };
      throw error;
    }
  }

  return async (request) => {
    if (request.headers.authorization !== `Bearer ${token}`) {
      return json(401, { error: "Unauthorized" });
    }
    const isBase64 = request.headers["upstash-encoding"] === "base64";
    const body = parseJson(request.body);
    if (request.url.pathname === "/pipeline" || request.url.pathname === "/multi-exec") {
      const commands = Commands.safeParse(body);
      if (!commands.success) return json(400, { error: "ERR failed to parse command" });
      const results: object[] = [];
      for (const parts of commands.data) results.push(await run(parts, isBase64));
      return json(200, results);
    }
    const one = Command.safeParse(body);
    if (!one.success) return json(400, { error: "ERR failed to parse command" });
    const answer = await run(one.data, isBase64);
    return json("error" in answer ? 400 : 200, answer);
  };
}

/** Upstash encodes texts, save the plain OK; numbers and nulls stay. */
function encode(value: unknown): unknown {
  if (typeof value === "string")
    return value === "OK" ? value : Buffer.from(value).toString("base64");
  return Array.isArray(value) ? value.map(encode) : value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
