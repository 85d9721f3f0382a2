import { expect, test } from "vitest";
import { readBounded } from "@/lib/server/body";

/** A body that comes in parts, `pauseMs` after one another; `null` in place of a part breaks it off. */
function inParts(parts: readonly (string | null)[], pauseMs = 0): Request {
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      for (const part of parts) {
        if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
        if (part === null) return controller.error(new Error("reset"));
        controller.enqueue(new TextEncoder().encode(part));
      }
      controller.close();
    },
  });
  return new Request("https://dashboard.example/", {
    method: "POST",
    body,
    duplex: "half",
  } as RequestInit);
}

test("a body is read whole, in however many parts it comes", async () => {
  const read = await readBounded(inParts(["ab", "", "cd"]), { maxBytes: 4 });
  if (!read.ok) throw new Error(read.error.message);
  expect(new TextDecoder().decode(read.value)).toBe("abcd");
});

test("no body is an empty one", async () => {
  const request = new Request("https://dashboard.example/", { method: "POST" });
  expect(await readBounded(request, { maxBytes: 4 })).toEqual({
    ok: true,
    value: new Uint8Array(),
  });
});

test.each([
  [
    "says so before it comes",
    new Request("https://dashboard.example/", { method: "POST", body: "abcde" }),
  ],
  ["does not say so", inParts(["abc", "de", "f"])],
])("a body that is too large and %s is refused", async (_, request) => {
  expect(await readBounded(request, { maxBytes: 4 })).toMatchObject({
    ok: false,
    error: { code: "too_large", message: "The body may have 4 bytes at most." },
  });
});

test("a body that trickles in is refused when its time is over, though each part is prompt", async () => {
  const startedAt = Date.now();
  const slow = inParts(
    Array.from({ length: 100 }, () => "a"),
    20,
  );
  expect(await readBounded(slow, { maxBytes: 1_000, withinMs: 150 })).toMatchObject({
    ok: false,
    error: { code: "invalid_query", message: "The body did not arrive within 1 seconds." },
  });
  expect(Date.now() - startedAt).toBeLessThan(1_000);
});

test("a body that breaks off is refused", async () => {
  expect(await readBounded(inParts(["a", null]), { maxBytes: 4 })).toMatchObject({
    ok: false,
    error: { code: "invalid_query", message: "The body broke off." },
  });
});
