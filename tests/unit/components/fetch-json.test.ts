// @vitest-environment jsdom
import { describe, expect, test, vi } from "vitest";
import { fetchJson } from "@/lib/client/fetch-json";

function answerWith(body: string, init: ResponseInit) {
  vi.stubGlobal("fetch", async () => new Response(body, init));
}

const JSON_TYPE = { "content-type": "application/json" };
const asIs = async (body: unknown) => body;

describe("fetchJson", () => {
  test("parses an answer with the given contract", async () => {
    answerWith('{"a":1}', { headers: JSON_TYPE });

    await expect(fetchJson("/x", asIs)).resolves.toEqual({ a: 1 });
  });

  test("carries the API's own code and message", async () => {
    answerWith('{"error":{"code":"needs_reauth","message":"She must reconnect."}}', {
      status: 409,
      headers: JSON_TYPE,
    });

    await expect(fetchJson("/x", asIs)).rejects.toMatchObject({
      code: "needs_reauth",
      message: "She must reconnect.",
    });
  });

  test("does not read a proxy's page as an answer", async () => {
    answerWith("<html>502</html>", { status: 502, headers: { "content-type": "text/html" } });

    await expect(fetchJson("/x", asIs)).rejects.toMatchObject({ code: "bad_answer" });
  });

  test("says that an answer of another shape is not readable", async () => {
    answerWith("{}", { headers: JSON_TYPE });

    await expect(
      fetchJson("/x", async () => {
        throw new Error("shape");
      }),
    ).rejects.toMatchObject({ code: "bad_answer" });
  });

  test("says that there is no connection", async () => {
    vi.stubGlobal("fetch", async () => {
      throw new TypeError("failed to fetch");
    });

    await expect(fetchJson("/x", asIs)).rejects.toMatchObject({ code: "offline" });
  });
});
