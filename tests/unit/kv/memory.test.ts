import { expect, test } from "vitest";
import { createMemoryKv } from "@/lib/kv/memory";

test("an entry lapses with its time to live and not before", async () => {
  let nowMs = 1_000;
  const store = createMemoryKv({ now: () => nowMs });
  await store.set("k", "v", 500);
  nowMs += 499;
  expect(await store.get("k")).toBe("v");
  nowMs += 2;
  expect(await store.get("k")).toBeUndefined();
});

test("a deleted entry is gone, and deleting nothing is no error", async () => {
  const store = createMemoryKv({ now: () => 1 });
  await store.set("k", "v", 500);
  await store.delete("k");
  await store.delete("never");
  expect(await store.get("k")).toBeUndefined();
});

test("the memory is bounded: the entries used longest ago go first", async () => {
  const store = createMemoryKv({ now: () => 1, maxBytes: 1_000 });
  for (let index = 0; index < 100; index += 1) {
    await store.set(`key-${index}`, "x".repeat(50), 60_000);
  }
  expect(await store.get("key-0")).toBeUndefined();
  expect(await store.get("key-99")).toBe("x".repeat(50));
});
