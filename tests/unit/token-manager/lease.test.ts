import { expect, test } from "vitest";
import { createMemoryKv } from "@/lib/kv/memory";
import { createLeases, LEASE_MS, type Lease } from "@/lib/token-manager/lease";
import { requireOk, START } from "./doubles";
import { createToldKv } from "./told-kv";

function setUp() {
  let nowMs = START;
  let isDown = false;
  let owners = 0;
  const kv = createToldKv(createMemoryKv({ now: () => nowMs }), () => {
    if (isDown) throw new Error("down");
  });
  const newOwner = () => `owner-${++owners}`;
  return {
    leases: createLeases({ kv, newOwner }),
    pass: (ms: number) => {
      nowMs += ms;
    },
    setDown: (down: boolean) => {
      isDown = down;
    },
  };
}

async function acquire(leases: ReturnType<typeof setUp>["leases"], recordId = "recAva") {
  return requireOk(await leases.acquire(recordId));
}

function held(lease: Lease | undefined): Lease {
  if (lease === undefined) throw new Error("somebody else holds the lease");
  return lease;
}

test("one holder a record; another record has its own; the next one after the release", async () => {
  const { leases } = setUp();
  const first = held(await acquire(leases));
  expect(await acquire(leases)).toBeUndefined();
  expect(await acquire(leases, "recBea")).toBeDefined();
  await first.release();
  expect(held(await acquire(leases)).owner).not.toBe(first.owner);
});

test("it lapses after a minute, and a renewal gives it the full time again", async () => {
  const { leases, pass } = setUp();
  const first = held(await acquire(leases));
  pass(LEASE_MS - 1);
  expect(await first.renew()).toBe(true);
  pass(LEASE_MS - 1);
  expect(await acquire(leases)).toBeUndefined();
  pass(2);
  expect(await acquire(leases)).toBeDefined();
});

test("a holder that wakes up late can neither extend nor end its successor's lease", async () => {
  const { leases, pass } = setUp();
  const late = held(await acquire(leases));
  pass(LEASE_MS + 1);
  const successor = held(await acquire(leases));
  expect(await late.renew()).toBe(false);
  await late.release();
  expect(await acquire(leases)).toBeUndefined();
  expect(await successor.renew()).toBe(true);
});

test("while the store is down nobody gets one, a renewal fails, and a release throws nothing", async () => {
  const { leases, setDown } = setUp();
  const lease = held(await acquire(leases));
  setDown(true);
  expect(await leases.acquire("recBea")).toMatchObject({
    ok: false,
    error: { code: "lease_unreachable" },
  });
  expect(await lease.renew()).toBe(false);
  await lease.release();
  setDown(false);
  expect(await acquire(leases), "it lapses instead").toBeUndefined();
});
