import { createServer, type IncomingHttpHeaders, request } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { postWebhook, type WebhookOptions } from "@/lib/server/webhook";

/** A server of our own on a real socket. It speaks no TLS, so the tests send with Node's plain client. */
let port: number;
let received: {
  readonly headers: IncomingHttpHeaders;
  readonly url: string;
  readonly body: string;
}[];
let answer: { readonly status: number; readonly location?: string } | "never";
let connections: number;
let close: () => void;

beforeEach(async () => {
  received = [];
  connections = 0;
  answer = { status: 204 };
  const server = createServer((incoming, outgoing) => {
    let body = "";
    incoming.on("data", (chunk) => {
      body += String(chunk);
    });
    incoming.on("end", () => {
      received.push({ headers: incoming.headers, url: incoming.url ?? "", body });
      if (answer === "never") return;
      outgoing.writeHead(answer.status, answer.location ? { location: answer.location } : {});
      outgoing.end("x".repeat(100_000));
    });
  });
  server.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
  close = () => {
    server.closeAllConnections();
    server.close();
  };
});

afterEach(() => close());

const PLAIN = request as unknown as NonNullable<WebhookOptions["request"]>;
const hook = () => `https://hooks.studio.example:${port}/services/a?b=c`;

/** A resolver that gives one answer after the other. */
function resolver(...answers: readonly (readonly string[])[]) {
  const asked: string[] = [];
  const lookup = async (host: string) => {
    asked.push(host);
    const addresses = answers[Math.min(asked.length, answers.length) - 1] ?? [];
    return addresses.map((address) => ({ address, family: 4 }));
  };
  return { asked, lookup };
}

test("the body arrives as JSON at the address that was checked, under the name that was asked for", async () => {
  // The second answer is the rebinding: it must never be asked for.
  const { asked, lookup } = resolver(["127.0.0.1"], ["10.0.0.1"]);
  const options = { lookup, isPublic: () => true, request: PLAIN };
  expect(await postWebhook(hook(), { text: "Ava's session ended" }, options)).toEqual({
    ok: true,
    value: undefined,
  });
  expect(asked).toEqual(["hooks.studio.example"]);
  expect(received).toHaveLength(1);
  expect(received[0]).toMatchObject({
    url: "/services/a?b=c",
    body: '{"text":"Ava\'s session ended"}',
    headers: { host: `hooks.studio.example:${port}`, "content-type": "application/json" },
  });
});

test.each([
  ["loopback", [["127.0.0.1"]]],
  ["a public and a private one", [["8.8.8.8", "192.168.0.1"]]],
  ["the metadata service", [["169.254.169.254"]]],
])("a name that leads to %s is not connected to", async (_, answers) => {
  const { lookup } = resolver(...answers);
  expect(await postWebhook(hook(), {}, { lookup, request: PLAIN })).toEqual({
    ok: false,
    error: { code: "private_address" },
  });
  expect(connections).toBe(0);
});

test("an address that says itself where it leads is not resolved, and not connected to", async () => {
  const { asked, lookup } = resolver(["8.8.8.8"]);
  const text = `https://127.0.0.1:${port}/`;
  expect(await postWebhook(text, {}, { lookup, request: PLAIN })).toMatchObject({
    error: { code: "bad_address" },
  });
  expect([asked.length, connections]).toEqual([0, 0]);
});

test.each([
  ["a redirect", { status: 302, location: "http://127.0.0.1/" }],
  ["a refusal", { status: 404 }],
  ["a failure", { status: 500 }],
])("%s is no delivery, and nothing else is sent", async (_, given) => {
  answer = given;
  const { lookup } = resolver(["127.0.0.1"]);
  const options = { lookup, isPublic: () => true, request: PLAIN };
  expect(await postWebhook(hook(), {}, options)).toEqual({
    ok: false,
    error: { code: "refused", status: given.status },
  });
  expect(received).toHaveLength(1);
});

test("a server that never answers is given up on", async () => {
  answer = "never";
  const { lookup } = resolver(["127.0.0.1"]);
  const options = { lookup, isPublic: () => true, request: PLAIN, withinMs: 200 };
  expect(await postWebhook(hook(), {}, options)).toMatchObject({ error: { code: "timeout" } });
});

test("a resolver that never answers is given up on, and one that knows nothing is told apart", async () => {
  const never = { lookup: () => new Promise<never>(() => {}), withinMs: 100 };
  expect(await postWebhook(hook(), {}, never)).toMatchObject({ error: { code: "timeout" } });
  expect(await postWebhook(hook(), {}, resolver([]))).toMatchObject({
    error: { code: "unresolved" },
  });
});

test("a port nobody listens on is unreachable", async () => {
  close();
  const { lookup } = resolver(["127.0.0.1"]);
  const options = { lookup, isPublic: () => true, request: PLAIN };
  expect(await postWebhook(hook(), {}, options)).toMatchObject({ error: { code: "unreachable" } });
});
