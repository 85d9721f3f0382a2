import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createMemoryKv } from "@/lib/kv/memory";
import type { AtomicKv, CounterKv, KvStore } from "@/lib/kv/store";
import { createVercelKv } from "@/lib/kv/vercel-kv";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";

function adapter(sandbox: Sandbox): AtomicKv & CounterKv {
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

/** What leases and the journal stand on. */
function isAtomic(name: string, open: () => AtomicKv): void {
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  test(`${name}: of many that want an absent key one gets it, and asking again says so`, async () => {
    const store = open();
    const owners = Array.from({ length: 20 }, (_, index) => `owner-${index}`);
    const got = await Promise.all(owners.map((owner) => store.setIfAbsent("lease", owner, 60_000)));
    expect(got.filter(Boolean)).toHaveLength(1);
    expect(await store.get("lease")).toBe(owners[got.indexOf(true)]);
    expect(await store.setIfAbsent("lease", owners[got.indexOf(true)] ?? "", 60_000)).toBe(true);
    expect(await store.setIfAbsent("lease", "somebody else", 60_000)).toBe(false);
  });

  test(`${name}: only its holder extends or removes a key, and a lapsed one is anybody's`, async () => {
    const store = open();
    expect(await store.setIfAbsent("held", "one", 80)).toBe(true);
    expect(await store.extendIfEqual("held", "two", 60_000)).toBe(false);
    expect(await store.deleteIfEqual("held", "two")).toBe(false);
    expect(await store.extendIfEqual("held", "one", 120)).toBe(true);
    await pause(90);
    expect(await store.get("held")).toBe("one");
    await pause(60);
    expect(await store.extendIfEqual("held", "one", 60_000)).toBe(false);
    expect(await store.setIfAbsent("held", "two", 60_000)).toBe(true);
    expect(await store.deleteIfEqual("held", "one")).toBe(false);
    expect(await store.deleteIfEqual("held", "two")).toBe(true);
    expect(await store.get("held")).toBeUndefined();
  });

  test(`${name}: a versioned text is replaced by its successor only, and markers go with it`, async () => {
    const store = open();
    const marker = { key: "marker", value: "rec1", ttlMs: 60_000 };
    expect(await store.getVersioned("entry")).toBeUndefined();
    expect(await store.putVersioned("entry", { version: 7, text: "seven" }, [])).toBeUndefined();
    const refused = await store.putVersioned("entry", { version: 7, text: "other" }, [marker]);
    expect(refused).toEqual({ version: 7, text: "seven" });
    expect(await store.putVersioned("entry", { version: 9, text: "nine" }, [marker])).toEqual({
      version: 7,
      text: "seven",
    });
    expect(await store.get("marker")).toBeUndefined();
    const next = { version: 8, text: "eight: \n 8" };
    expect(await store.putVersioned("entry", next, [marker])).toBeUndefined();
    // As after a lost reply.
    expect(await store.putVersioned("entry", next, [marker])).toBeUndefined();
    expect(await store.getVersioned("entry")).toEqual(next);
    expect(await store.get("marker")).toBe("rec1");
  });
}

/** What rate limits stand on. */
function counts(name: string, open: () => CounterKv): void {
  test(`${name}: parallel increments of one key are all counted, and keys are counted apart`, async () => {
    const store = open();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => store.increment("counted", 60_000)),
    );
    expect(answers.map(({ count }) => count).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    for (const { endsInMs } of answers) {
      expect(endsInMs).toBeGreaterThan(55_000);
      expect(endsInMs).toBeLessThanOrEqual(60_000);
    }
    expect((await store.increment("counted by itself", 60_000)).count).toBe(1);
  });

  test(`${name}: a window ends where its first increment said, and the next one begins at one`, async () => {
    const store = open();
    const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    expect(await store.increment("window", 200)).toEqual({ count: 1, endsInMs: 200 });
    await pause(80);
    const second = await store.increment("window", 60_000);
    expect(second.count).toBe(2);
    expect(second.endsInMs).toBeLessThanOrEqual(130);
    await pause(160);
    expect((await store.increment("window", 60_000)).count).toBe(1);
  });
}

/** What somebody else put under a key of ours is no versioned text, and gives way to one. */
function outlivesRubbish(name: string, open: () => AtomicKv): void {
  test.each(["rubbish", "", "7", ":x", "x7:y"])(
    `${name}: %j under a versioned key is nothing, and is replaced`,
    async (rubbish) => {
      const store = open();
      await store.set("spoilt", rubbish, 60_000);
      expect(await store.getVersioned("spoilt")).toBeUndefined();
      const next = { version: 1, text: "whole" };
      expect(await store.putVersioned("spoilt", next, [])).toBeUndefined();
      expect(await store.getVersioned("spoilt")).toEqual(next);
      await store.delete("spoilt");
    },
  );
}

behavesLikeAStore("memory", () => createMemoryKv({ now: Date.now }));
counts("memory", () => createMemoryKv({ now: Date.now }));
isAtomic("memory", () => createMemoryKv({ now: Date.now }));
outlivesRubbish("memory", () => createMemoryKv({ now: Date.now }));

describe.each(["memory", "redis"] as const)("over REST, %s behind the door", (kv) => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await createSandbox({ kv });
  });

  afterEach(() => sandbox.faults.clear());
  afterAll(() => sandbox.close());

  behavesLikeAStore("vercel-kv", () => adapter(sandbox));

  if (kv === "redis") {
    isAtomic("vercel-kv", () => adapter(sandbox));
    outlivesRubbish("vercel-kv", () => adapter(sandbox));
    counts("vercel-kv", () => adapter(sandbox));
  }

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
      () => store.increment("secret-key", 1_000),
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
