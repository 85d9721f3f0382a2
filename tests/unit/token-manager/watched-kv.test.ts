import { describe, expect, test } from "vitest";
import { createMemoryKv } from "@/lib/kv/memory";
import type { AtomicKv } from "@/lib/kv/store";
import { createWatchedKv } from "@/lib/token-manager/watched-kv";
import { START } from "./doubles";
import { createToldKv } from "./told-kv";

const LIFE_MS = 60_000;

function setUp() {
  let nowMs = START;
  let isDown = false;
  const asked: (keyof AtomicKv)[] = [];
  const logs: string[] = [];
  const now = () => nowMs;
  const kv = createToldKv(createMemoryKv({ now }), (operation) => {
    asked.push(operation);
    if (isDown) throw new Error("down");
  });
  return {
    kv: createWatchedKv({ kv, now, log: (level, event) => void logs.push(`${level} ${event}`) }),
    asked,
    logs,
    pass: (ms: number) => {
      nowMs += ms;
    },
    setDown: (down: boolean) => {
      isDown = down;
    },
  };
}

const BEGINS: readonly [keyof AtomicKv, (kv: AtomicKv) => Promise<unknown>][] = [
  ["get", (kv) => kv.get("k")],
  ["set", (kv) => kv.set("k", "v", LIFE_MS)],
  ["delete", (kv) => kv.delete("k")],
  ["setIfAbsent", (kv) => kv.setIfAbsent("k", "v", LIFE_MS)],
  ["getVersioned", (kv) => kv.getVersioned("k")],
];
const KEEPS: readonly [keyof AtomicKv, (kv: AtomicKv) => Promise<unknown>][] = [
  ["extendIfEqual", (kv) => kv.extendIfEqual("k", "v", LIFE_MS)],
  ["deleteIfEqual", (kv) => kv.deleteIfEqual("k", "v")],
  ["putVersioned", (kv) => kv.putVersioned("k", { version: 1, text: "t" }, [])],
];

async function isRefused(call: Promise<unknown>): Promise<boolean> {
  return call.then(
    () => false,
    () => true,
  );
}

test("an outage is told once, and its end once", async () => {
  const { kv, logs, pass, setDown } = setUp();
  await kv.set("k", "v", LIFE_MS);
  expect(logs).toEqual([]);
  setDown(true);
  for (let count = 0; count < 10; count += 1) {
    expect(await isRefused(kv.get("k"))).toBe(true);
    expect(await isRefused(kv.extendIfEqual("k", "v", LIFE_MS))).toBe(true);
    pass(3_000);
  }
  expect(logs).toEqual(["warn token_kv_unreachable"]);
  setDown(false);
  pass(5_000);
  expect(await kv.get("k")).toBe("v");
  await kv.get("k");
  expect(logs).toEqual(["warn token_kv_unreachable", "info token_kv_reachable"]);
});

describe("after a failure", () => {
  test.each(BEGINS)("%s fails at once for 5 s, and asks again after that", async (name, call) => {
    const { kv, asked, pass, setDown } = setUp();
    setDown(true);
    expect(await isRefused(call(kv))).toBe(true);
    pass(4_999);
    expect(await isRefused(call(kv))).toBe(true);
    expect(asked).toEqual([name]);
    pass(1);
    expect(await isRefused(call(kv))).toBe(true);
    expect(asked).toEqual([name, name]);
  });

  test.each(KEEPS)("%s is always tried, and its success ends the pause", async (name, call) => {
    const { kv, asked, setDown } = setUp();
    setDown(true);
    expect(await isRefused(kv.get("k"))).toBe(true);
    expect(await isRefused(call(kv))).toBe(true);
    setDown(false);
    expect(await isRefused(call(kv))).toBe(false);
    expect(await isRefused(kv.get("k"))).toBe(false);
    expect(asked).toEqual(["get", name, name, "get"]);
  });
});
