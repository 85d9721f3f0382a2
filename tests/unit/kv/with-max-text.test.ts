import { expect, test } from "vitest";
import { createMemoryKv } from "@/lib/kv/memory";
import { withMaxText } from "@/lib/kv/with-max-text";

test("a text of the largest length is kept; a longer one is not, and takes the older one with it", async () => {
  const inner = createMemoryKv({ now: () => 0 });
  const store = withMaxText(inner, 5);
  await store.set("month", "12345", 1_000);
  expect(await store.get("month")).toBe("12345");
  await store.set("month", "123456", 1_000);
  expect(await inner.get("month")).toBeUndefined();
  await store.set("month", "1", 1_000);
  await store.delete("month");
  expect(await inner.get("month")).toBeUndefined();
});
