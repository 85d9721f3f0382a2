import { describe, expect, test, vi } from "vitest";
import { createLockoutStore, type LockoutStore } from "@/lib/airtable/lockout";
import { createLockoutWatch } from "@/lib/airtable/lockout-watch";
import { createMemoryKv } from "@/lib/kv/memory";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

function setUp(shared?: LockoutStore, random = 0) {
  const clock = { ms: 1_000_000 };
  const now = () => clock.ms;
  const kv = createMemoryKv({ now });
  const store = shared ?? createLockoutStore(kv);
  const watch = () => createLockoutWatch({ store, now, random: () => random });
  return { clock, now, kv, store, watch };
}

describe("the store", () => {
  test("gives back what was written, until it lapses", async () => {
    const { clock, store } = setUp();
    expect(await store.read()).toBeUndefined();
    const lockout = { until: clock.ms + 30 * SECOND, code: "rate_limited" } as const;
    await store.write(lockout, 30 * SECOND);
    expect(await store.read()).toEqual(lockout);
    clock.ms += 30 * SECOND + 1;
    expect(await store.read()).toBeUndefined();
  });

  test.each(["", "no json", "null", '{"until":"soon","code":"rate_limited"}', '{"until":5}'])(
    "%j under its key is a failure, not a lockout",
    async (text) => {
      const { kv, store, watch } = setUp();
      await kv.set("airtable-lockout/v1", text, MINUTE);
      await expect(store.read()).rejects.toThrow();
      const reader = watch();
      await reader.refresh();
      expect(reader.current()).toBeUndefined();
    },
  );
});

describe("the watch", () => {
  test.each([
    ["rate_limited", 30 * SECOND],
    ["quota_exceeded", 5 * MINUTE],
  ] as const)("%s lasts %i ms, here and in another process", async (code, lastsMs) => {
    const { clock, watch } = setUp();
    const [one, other] = [watch(), watch()];
    one.begin(code);
    await other.refresh();
    expect(one.current()).toEqual({ code, retryAfterMs: lastsMs });
    expect(other.current()).toEqual({ code, retryAfterMs: lastsMs });
    clock.ms += lastsMs;
    expect([one.current(), other.current()]).toEqual([undefined, undefined]);
  });

  test("another process waits a little longer of its own, so that not all begin again together", async () => {
    const { store, watch, now } = setUp();
    watch().begin("rate_limited");
    const other = createLockoutWatch({ store, now, random: () => 0.5 });
    await other.refresh();
    expect(other.current()?.retryAfterMs).toBe(30.5 * SECOND);
  });

  test("the store is read at most once a second", async () => {
    const read = vi.fn(async () => undefined);
    const { clock, watch } = setUp({ read, write: async () => {} });
    const one = watch();
    await Promise.all(Array.from({ length: 20 }, () => one.refresh()));
    clock.ms += SECOND - 1;
    await one.refresh();
    expect(read).toHaveBeenCalledTimes(1);
    clock.ms += 1;
    await one.refresh();
    expect(read).toHaveBeenCalledTimes(2);
  });

  test("the longer of two lockouts counts, and is what the others are told", async () => {
    const { watch, store } = setUp();
    const one = watch();
    one.begin("quota_exceeded");
    one.begin("rate_limited");
    expect(one.current()).toEqual({ code: "quota_exceeded", retryAfterMs: 5 * MINUTE });
    expect(await store.read()).toMatchObject({ code: "quota_exceeded" });
  });

  test("a clock that is a day ahead elsewhere locks nobody for a day", async () => {
    const { clock, watch, store } = setUp();
    await store.write({ until: clock.ms + 1_440 * MINUTE, code: "rate_limited" }, MINUTE);
    const one = watch();
    await one.refresh();
    expect(one.current()).toEqual({ code: "rate_limited", retryAfterMs: 30 * SECOND });
  });

  test("a store that rejects changes nothing", async () => {
    const down = async () => Promise.reject(new Error("down"));
    const { watch } = setUp({ read: down, write: down });
    const one = watch();
    await one.refresh();
    expect(one.current()).toBeUndefined();
    one.begin("rate_limited");
    expect(one.current()?.retryAfterMs).toBe(30 * SECOND);
  });
});
