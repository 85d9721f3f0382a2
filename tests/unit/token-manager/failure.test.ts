import { describe, expect, test } from "vitest";
import { createRequestGrant } from "@/lib/token-manager/auth0";
import { classifyAnswer, classifyThrown } from "@/lib/token-manager/failure";
import { reset, START, timeout } from "./doubles";
import { FAILURE_BODIES } from "./failure-bodies";

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
  status,
  body: typeof body === "string" ? body : JSON.stringify(body),
  retryAfter: headers["retry-after"] ?? null,
  rateLimitReset: headers["x-ratelimit-reset"] ?? null,
});
const withCode = (code: string) =>
  new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code }) });

describe("classifyAnswer", () => {
  test.each(FAILURE_BODIES)("%i %j is %s", (status, body, kind) => {
    expect(classifyAnswer(answer(status, body), START).kind).toBe(kind);
  });

  test.each([
    [{ "retry-after": "7" }, 7_000],
    [{ "retry-after": new Date(START + 9_000).toUTCString() }, 9_000],
    [{ "x-ratelimit-reset": String(START / 1_000 + 12) }, 12_000],
    [{ "retry-after": "2", "x-ratelimit-reset": String(START / 1_000 + 12) }, 12_000],
    [{ "retry-after": "soon" }, undefined],
    [{ "x-ratelimit-reset": String(START / 1_000 - 5) }, undefined],
    [{}, undefined],
  ])("waits as %j says", (headers, retryAfterMs) => {
    expect(classifyAnswer(answer(429, "", headers), START)).toEqual({ kind: "wait", retryAfterMs });
  });
});

describe("classifyThrown", () => {
  test.each([
    ["ENOTFOUND", "never_sent"],
    ["EAI_AGAIN", "never_sent"],
    ["ECONNREFUSED", "never_sent"],
    ["UND_ERR_CONNECT_TIMEOUT", "never_sent"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "never_sent"],
    ["ECONNRESET", "unknown"],
    ["UND_ERR_SOCKET", "unknown"],
    ["EPIPE", "unknown"],
    ["SOMETHING_NEW", "unknown"],
  ])("%s is %s", (code, kind) => {
    expect(classifyThrown(withCode(code)).kind).toBe(kind);
  });

  test("a host of which no address answers was never reached", () => {
    const refused = Object.assign(new Error("x"), { code: "ECONNREFUSED" });
    const all = new AggregateError([refused, refused]);
    const mixed = new AggregateError([
      refused,
      Object.assign(new Error("x"), { code: "ECONNRESET" }),
    ]);
    expect(classifyThrown(new TypeError("fetch failed", { cause: all })).kind).toBe("never_sent");
    expect(classifyThrown(new TypeError("fetch failed", { cause: mixed })).kind).toBe("unknown");
  });

  test("a timeout and a reset are told apart", () => {
    expect(classifyThrown(timeout())).toEqual({ kind: "unknown", cause: "timeout" });
    expect(classifyThrown(reset())).toEqual({ kind: "unknown", cause: "reset" });
    expect(classifyThrown("odd")).toEqual({ kind: "unknown", cause: "reset" });
  });
});

describe("createRequestGrant", () => {
  function request(respond: () => Promise<Response>) {
    const calls: (RequestInit | undefined)[] = [];
    const grant = createRequestGrant({
      authUrl: "https://auth.example/oauth/token",
      now: () => START,
      fetch: async (_url, init) => {
        calls.push(init);
        return respond();
      },
    });
    return { calls, outcome: grant({ clientId: "client", refreshToken: "v1.r&r" }) };
  }

  test("sends one form, follows no redirect, and passes a signal of its own", async () => {
    const { calls, outcome } = request(async () =>
      Response.json({ access_token: "a", id_token: "i", refresh_token: "r" }),
    );
    expect(await outcome).toEqual({
      kind: "granted",
      tokens: { accessToken: "a", idToken: "i", refreshToken: "r", isWhole: true },
    });
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({ method: "POST", redirect: "error" });
    expect(calls[0]?.body).toBe("grant_type=refresh_token&client_id=client&refresh_token=v1.r%26r");
    expect(calls[0]?.signal).toBeInstanceOf(AbortSignal);
  });

  test("an answer without a new refresh or id token is a success", async () => {
    const { outcome } = request(async () => Response.json({ access_token: "a" }));
    expect(await outcome).toMatchObject({
      kind: "granted",
      tokens: { refreshToken: undefined, idToken: undefined },
    });
  });

  test.each([["{"], [""], ["[]"], ['{"access_token":7}'], ["<html>"]])(
    "a 200 that says %j is an unknown outcome",
    async (body) => {
      const { outcome } = request(async () => new Response(body));
      expect(await outcome).toEqual({ kind: "unknown", cause: "unreadable" });
    },
  );

  test("a refresh token that had arrived whole before the connection broke is kept", async () => {
    const start = '{"access_token":"a","refresh_token":"v1.new","id_tok';
    const { outcome } = request(async () => new Response(brokenAfter(start)));
    expect(await outcome).toEqual({
      kind: "granted",
      tokens: { accessToken: "a", idToken: undefined, refreshToken: "v1.new", isWhole: false },
    });
  });

  test("half a refresh token is none", async () => {
    const { outcome } = request(
      async () => new Response(brokenAfter('{"access_token":"a","refresh_token":"v1.ne')),
    );
    expect(await outcome).toMatchObject({ kind: "unknown" });
  });
});

function brokenAfter(text: string): ReadableStream<Uint8Array> {
  let isSent = false;
  return new ReadableStream({
    pull(controller) {
      if (isSent) controller.error(reset());
      else controller.enqueue(new TextEncoder().encode(text));
      isSent = true;
    },
  });
}
