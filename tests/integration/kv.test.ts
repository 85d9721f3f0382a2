import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createMemoryKv } from "@/lib/kv/memory";
import type { KvStore } from "@/lib/kv/store";
import { createVercelKv } from "@/lib/kv/vercel-kv";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";

function adapter(sandbox: Sandbox): KvStore {
  return createVercelKv({
    url: sandbox.env["KV_REST_API_URL"] ?? "",
    token: sandbox.env["KV_REST_API_TOKEN"] ?? "",
  });
}

/** What every store must do. */
function behavesLikeAStore(name: string, open: () => KvStore): void {
  test(`${name}: what was set is read back as it was, whatever it looks like`, async () => {
    const store = open();
    const texts = [
      "plain",
      "123",
      "12345678901234567890",
      "true",
      "null",
      '{"a":1}',
      "",
      "ü ✓ 你\n",
    ];
    for (const [index, text] of texts.entries()) {
      await store.set(`text-${index}`, text, 60_000);
      expect(await store.get(`text-${index}`)).toBe(text);
    }
  });

  test(`${name}: what is not there is undefined, also after it was removed or has lapsed`, async () => {
    const store = open();
    expect(await store.get("nothing")).toBeUndefined();
    await store.set("gone", "x", 60_000);
    await store.delete("gone");
    await store.delete("gone");
    expect(await store.get("gone")).toBeUndefined();
    await store.set("short", "x", 30);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await store.get("short")).toBeUndefined();
  });

  test(`${name}: a later write wins, with its own life`, async () => {
    const store = open();
    await store.set("key", "one", 30);
    await store.set("key", "two", 60_000);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await store.get("key")).toBe("two");
  });
}

behavesLikeAStore("memory", () => createMemoryKv({ now: Date.now }));

describe.each(["memory", "redis"] as const)("over REST, %s behind the door", (kv) => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await createSandbox({ kv });
  });

  afterEach(() => sandbox.faults.clear());
  afterAll(() => sandbox.close());

  behavesLikeAStore("vercel-kv", () => adapter(sandbox));

  test("a wrong token is refused", async () => {
    const store = createVercelKv({ url: sandbox.urls.kv ?? "", token: "wrong" });
    await expect(store.get("key")).rejects.toThrow("GET failed");
  });
});

describe("when the store fails", () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await createSandbox({ kv: "memory" });
  });

  afterEach(() => sandbox.faults.clear());
  afterAll(() => sandbox.close());

  test.each([
    { kind: "refuse" },
    { kind: "reset" },
    { kind: "half-body" },
    { kind: "status", status: 500 },
    { kind: "html-502" },
    { kind: "invalid-json" },
    { kind: "rate-limit" },
  ] as const)("$kind: it rejects, and its words hold neither key nor value", async (fault) => {
    const store = adapter(sandbox);
    sandbox.faults.set("kv", fault);
    for (const call of [
      () => store.set("secret-key", "secret-value", 1_000),
      () => store.get("secret-key"),
    ]) {
      const error = await call().then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(Error);
      expect(String(error)).not.toMatch(/secret/);
    }
  });

  test("a store that hangs rejects after two seconds a try, and never answers that nothing is there", async () => {
    const store = adapter(sandbox);
    await store.set("key", "value", 60_000);
    sandbox.faults.set("kv", { kind: "hang" });
    const startedAt = Date.now();
    await expect(store.get("key")).rejects.toThrow("GET failed");
    expect(Date.now() - startedAt).toBeLessThan(5_000);
  });
});
