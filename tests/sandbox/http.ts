import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Fault, FaultBoard, Upstream } from "./faults";

/** A request as the simulated upstreams see it. */
export interface SandboxRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** An answer; a text body is sent as it is, anything else as JSON. */
export interface SandboxResponse {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers one request. */
export type Handler = (request: SandboxRequest) => Promise<SandboxResponse> | SandboxResponse;

/** A listening server. Its port stays the same when it is closed and opened again. */
export interface Listener {
  readonly url: string;
  open(): Promise<void>;
  close(): Promise<void>;
}

/** One moment of one call to an upstream. */
export interface SandboxEvent {
  readonly upstream: Upstream;
  readonly route: string;
  /** `arrived`: read, nothing done yet. `handled`: done, and the answer not sent yet. */
  readonly phase: "arrived" | "handled";
  readonly request: SandboxRequest;
  /** Of the answer, once handled. */
  readonly status?: number;
}

/** Awaited before the call goes on. `"lost"`: it ends here, unanswered, as if the connection had broken. */
export type Watch = (event: SandboxEvent) => "lost" | undefined | Promise<"lost" | undefined>;

const HANG_MS = 120_000;

/** An answer in JSON. */
export function json(status: number, body: unknown, headers = {}): SandboxResponse {
  return { status, body, headers };
}

async function readRequest(message: IncomingMessage): Promise<SandboxRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  return {
    method: message.method ?? "GET",
    url: new URL(message.url ?? "/", "http://127.0.0.1"),
    headers: message.headers,
    body: Buffer.concat(chunks).toString("utf8"),
  };
}

function send(response: ServerResponse, answer: SandboxResponse): void {
  const isText = typeof answer.body === "string";
  response.writeHead(answer.status, {
    "content-type": isText ? "text/plain; charset=utf-8" : "application/json; charset=UTF-8",
    ...answer.headers,
  });
  response.end(isText ? answer.body : JSON.stringify(answer.body));
}

/** Serves a handler on 127.0.0.1. */
export async function listen(handler: Handler, port = 0): Promise<Listener> {
  return serve(port, async (message, response) =>
    send(response, await handler(await readRequest(message))),
  );
}

/** Serves an upstream, with the faults that are switched on for it. `routeOf` names the call for counts and faults. */
export async function listenWithFaults(options: {
  readonly upstream: Upstream;
  readonly board: FaultBoard;
  readonly latencyMs: number;
  readonly routeOf: (request: SandboxRequest) => string;
  /** Whose call it is, where the upstream can tell. */
  readonly slugOf?: (request: SandboxRequest) => string | undefined;
  readonly onCall: (route: string) => void;
  readonly watch: Watch | undefined;
  readonly handler: (request: SandboxRequest, fault: Fault | undefined) => ReturnType<Handler>;
}): Promise<Listener> {
  const { upstream, board, watch = () => undefined } = options;
  return serve(0, async (message, response) => {
    const request = await readRequest(message);
    const route = options.routeOf(request);
    options.onCall(route);
    const seen = { upstream, route, request };
    if ((await watch({ ...seen, phase: "arrived" })) === "lost") {
      message.socket.destroy();
      return;
    }
    const fault = board.take(upstream, route, options.slugOf?.(request));
    await pause(fault?.kind === "latency" ? fault.ms : options.latencyMs);
    if (fault !== undefined && !HANDLED.includes(fault.kind)) {
      fail(fault, message, response);
      return;
    }
    const answer = await options.handler(request, fault);
    const verdict = await watch({ ...seen, phase: "handled", status: answer.status });
    if (verdict === "lost" || fault?.kind === "commit-then-drop") message.socket.destroy();
    else send(response, answer);
  });
}

/** The upstream does its work under these. */
const HANDLED: readonly Fault["kind"][] = ["latency", "drift", "commit-then-drop"];

function fail(fault: Fault, message: IncomingMessage, response: ServerResponse): void {
  switch (fault.kind) {
    case "reset":
    case "refuse":
      message.socket.resetAndDestroy();
      return;
    case "hang":
      setTimeout(() => message.socket.destroy(), HANG_MS).unref();
      return;
    case "half-body":
      response.writeHead(200, { "content-type": "application/json", "content-length": "4096" });
      response.write('{"data":{"clicks":');
      setTimeout(() => message.socket.destroy(), 50);
      return;
    case "rate-limit":
      send(response, {
        status: 429,
        body: { error: "too_many_requests", error_description: "Rate Limit Exceeded" },
        headers: fault.retryAfter === undefined ? {} : { "retry-after": fault.retryAfter },
      });
      return;
    case "status":
      send(response, json(fault.status, { error: "simulated failure" }));
      return;
    case "html-502":
      send(response, {
        status: 502,
        body: "<html><body><h1>502 Bad Gateway</h1></body></html>",
        headers: { "content-type": "text/html" },
      });
      return;
    case "invalid-json":
      send(response, {
        status: 200,
        body: '{"data": {',
        headers: { "content-type": "application/json" },
      });
      return;
    default:
      throw new Error(`the fault ${fault.kind} has no failure of its own`);
  }
}

function pause(ms: number): Promise<void> {
  return ms === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms));
}

async function serve(
  wantedPort: number,
  handle: (message: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<Listener> {
  let port = wantedPort;
  let server: Server | undefined;
  const open = async () => {
    if (server !== undefined) return;
    const started = createServer((message, response) => {
      handle(message, response).catch((error: unknown) => {
        process.stderr.write(`sandbox: ${error instanceof Error ? error.stack : "failed"}\n`);
        message.socket.destroy();
      });
    });
    server = started;
    await new Promise<void>((resolve, reject) => {
      started.once("error", reject);
      started.listen(port, "127.0.0.1", resolve);
    });
    const address = started.address();
    if (typeof address === "object" && address !== null) port = address.port;
  };
  await open();
  return {
    url: `http://127.0.0.1:${port}`,
    open,
    async close() {
      const closing = server;
      server = undefined;
      if (closing === undefined) return;
      closing.closeAllConnections();
      await new Promise((resolve) => closing.close(resolve));
    },
  };
}
