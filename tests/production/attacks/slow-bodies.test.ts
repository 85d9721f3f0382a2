import { connect, type Socket } from "node:net";
import { text as readText } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AttackTarget, startAttackTarget } from "../../helpers/attack-target";
import { FROM_OWN_PAGE } from "../../helpers/own-page";
import { type Heard, parseAnswer, rawRequest } from "../../helpers/raw-request";
import { sessionCookie } from "../../helpers/sign-in";

const SECOND_MS = 1_000;
/** A body has ten seconds. */
const LIMIT_MS = 10 * SECOND_MS;
const SLACK_MS = 8 * SECOND_MS;
const FORM = "application/x-www-form-urlencoded";
const CONNECTIONS = 60;

let target: AttackTarget;
let cookie: string;

beforeAll(async () => {
  target = await startAttackTarget();
  cookie = await sessionCookie();
});

afterAll(() => target.close());

interface Slow extends Heard {
  readonly tookMs: number;
}

/** Opens a request and goes on writing a piece a second until the server closes; answers what it said and when. */
async function trickle(head: string, piece: string): Promise<Slow> {
  const { hostname, port } = new URL(target.url);
  const socket = connect(Number(port), hostname);
  // The server hangs up while we write: that is what is waited for.
  socket.on("error", () => undefined);
  const startedAt = Date.now();
  socket.write(head);
  const stop = every(SECOND_MS, () => write(socket, piece));
  const heard = await readText(socket).catch(() => "");
  stop();
  socket.destroy();
  return { ...parseAnswer(heard), tookMs: Date.now() - startedAt };
}

function write(socket: Socket, piece: string): void {
  if (socket.writable) socket.write(piece);
}

function every(ms: number, run: () => void): () => void {
  const timer = setInterval(run, ms);
  return () => clearInterval(timer);
}

function post(path: string, more: Readonly<Record<string, string>>): string {
  const { host } = new URL(target.url);
  return rawRequest(`POST ${path}`, { host, cookie, ...FROM_OWN_PAGE, ...more });
}

/** Bodies that never end, by how they are sent. */
const ENDLESS: Readonly<Record<string, readonly [path: string, headers: object, piece: string]>> = {
  "a byte a second of a form": [
    "/api/session",
    { "content-type": FORM, "content-length": "8000" },
    "a",
  ],
  "a chunk a second of a form, without a length": [
    "/api/session/end",
    { "content-type": FORM, "transfer-encoding": "chunked" },
    "1\r\na\r\n",
  ],
  "a byte a second of an address for a mail": [
    "/api/sign-in-links",
    { "content-type": FORM, "content-length": "100" },
    "a",
  ],
  "a byte a second of a pasted session": [
    "/api/ltk/dina-moss/connect",
    { "content-type": "application/json", "content-length": "16000" },
    "a",
  ],
};

test.concurrent.each(Object.entries(ENDLESS))(
  "%s is answered within the limit, and the line is cut",
  async (_, [path, headers, piece]) => {
    const heard = await trickle(post(path, { ...headers }), piece);
    expect([400, 303]).toContain(heard.status);
    expect(heard.tookMs).toBeGreaterThan(LIMIT_MS - SECOND_MS);
    expect(heard.tookMs).toBeLessThan(LIMIT_MS + SLACK_MS);
  },
);

test("a stream of chunks that never ends is refused as soon as it is too much", async () => {
  const chunk = `1000\r\n${"a".repeat(4_096)}\r\n`;
  const headers = { "content-type": FORM, "transfer-encoding": "chunked" };
  const [heard] = await target.repel(() => trickle(post("/api/session", headers), chunk));
  expect(heard?.status).toBe(413);
});

test(`while ${CONNECTIONS} slow bodies are under way everybody else is served, and nothing is changed`, async () => {
  const headers = { "content-type": FORM, "content-length": "8000" };
  await target.repel(async () => {
    const slow = Array.from({ length: CONNECTIONS }, (_, index) =>
      trickle(post("/api/session", { ...headers, "x-forwarded-for": `203.0.113.${index}` }), "a"),
    );
    await sleep(2 * SECOND_MS);
    for (const path of ["/settings", "/api/ltk/ava-lane/overview", "/sign-in"]) {
      const startedAt = Date.now();
      expect((await target.send(path, { headers: { cookie } })).status).toBe(200);
      expect(Date.now() - startedAt).toBeLessThan(3 * SECOND_MS);
    }
    return Promise.all(slow);
  });
});
