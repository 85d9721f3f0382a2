import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { afterEach } from "vitest";

/** A server on 127.0.0.1 that answers as a test says, and counts. */
export interface Upstream {
  readonly url: string;
  /** Requests that arrived, and how many of them waited for their answers at the same time. */
  readonly seen: { hits: number; atOnce: number; readonly urls: string[] };
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** Starts one; it is closed after the test. */
export async function startUpstream(answer: Answer): Promise<Upstream> {
  const seen = { hits: 0, atOnce: 0, urls: [] as string[] };
  let waiting = 0;
  const server = createServer((request, response) => {
    seen.hits += 1;
    seen.urls.push(request.url ?? "");
    waiting += 1;
    seen.atOnce = Math.max(seen.atOnce, waiting);
    // Answered or hung up on, whichever comes first: the caller may be back before the connection is done with.
    let isOver = false;
    const end = () => {
      if (!isOver) waiting -= 1;
      isOver = true;
    };
    response.on("finish", end);
    response.on("close", end);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `http://127.0.0.1:${address.port}`, seen };
}

/** Answers with a status, and headers if any. */
export function status(code: number, headers: Record<string, string> = {}): Answer {
  return (_, response) => {
    response.writeHead(code, { "content-type": "application/json", ...headers });
    response.end('{"error":"invented"}');
  };
}
