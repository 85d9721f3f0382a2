import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RATE_LIMITS } from "@/lib/server/rate-limit";
import { type AttackTarget, startAttackTarget } from "../../helpers/attack-target";
import { FROM_OWN_PAGE } from "../../helpers/own-page";
import { type Heard, headerOf } from "../../helpers/raw-request";
import { ADMIN_EMAIL, signInLink } from "../../helpers/sign-in";

const TRIES = 10_000;
const MAILS_IN = 10;
const AT_ONCE = 10;
const SECOND_MS = 1_000;
const MEGABYTE_KB = 1_024;
const FROM = "198.51.100.7";

let target: AttackTarget;

beforeAll(async () => {
  // Left to itself V8 takes what the machine has; in a small heap only what is kept for good adds up.
  target = await startAttackTarget({ nodeOptions: "--max-old-space-size=128" });
});

afterAll(() => target.close());

/** The memory of the process that serves, in kilobytes. */
function memoryKb(): number {
  return Number(
    execFileSync("ps", ["-o", "rss=", "-p", String(target.app.pid)], { encoding: "utf8" }),
  );
}

function post(path: string, fields: Record<string, string>, from: string): Promise<Heard> {
  const headers = { ...FROM_OWN_PAGE, "x-forwarded-for": from };
  return target.send(path, { method: "POST", headers, body: new URLSearchParams(fields) });
}

interface Try extends Heard {
  readonly tookMs: number;
}

/** Sends so many requests, some at a time. */
async function flood(count: number, send: (index: number) => Promise<Heard>): Promise<Try[]> {
  const tries: Try[] = [];
  let next = 0;
  const run = async () => {
    for (let index = next++; index < count; index = next++) {
      const startedAt = performance.now();
      const heard = await send(index);
      tries.push({ ...heard, tookMs: performance.now() - startedAt });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, run));
  return tries;
}

/** What 95 of a hundred stay below. */
function slow(tries: readonly Try[]): number {
  const sorted = tries.map(({ tookMs }) => tookMs).toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length * 0.95)] ?? Number.POSITIVE_INFINITY;
}

/** The end of every window, without waiting for it. */
async function endWindows(): Promise<void> {
  const keys = await target.sandbox.kv(["KEYS", "limit/v1|*"]);
  if (!Array.isArray(keys) || keys.length === 0) throw new Error("nothing was counted");
  for (const key of keys) await target.sandbox.kv(["DEL", String(key)]);
}

function tokenOf(link: string): string {
  return link.split("#token=")[1] ?? "";
}

test(`${TRIES} sign-in tries from one network: no more than the limit are looked at, and nobody gets in`, async () => {
  const warm = await flood(200, () => post("/api/session", { token: "x" }, "198.51.100.6"));
  expect(warm).toHaveLength(200);
  const before = memoryKb();
  const tries: Try[] = [];
  await target.repel(async () => {
    tries.push(
      ...(await flood(TRIES, (index) =>
        index % MAILS_IN === 0
          ? post("/api/sign-in-links", { email: `guess-${index}@studio.example` }, FROM)
          : post("/api/session", { token: randomBytes(48).toString("base64url") }, FROM),
      )),
    );
    return tries;
  });
  const limits = RATE_LIMITS["sign-in/address"].count + RATE_LIMITS["sign-in-mail/address"].count;
  const looked = tries.filter(({ status }) => status === 303);
  expect(looked).toHaveLength(limits);
  expect(tries.filter(({ status }) => status === 429)).toHaveLength(TRIES - limits);
  expect(slow(tries)).toBeLessThan(SECOND_MS);
  expect(memoryKb() - before).toBeLessThan(100 * MEGABYTE_KB);
}, 600_000);

test("a person behind the same network waits for the window's end, keeps her link, and is let in", async () => {
  const token = tokenOf(await signInLink(target.url));
  const [refused] = await target.repel(() => post("/api/session", { token }, FROM));
  expect(refused?.status).toBe(429);
  expect(Number(refused && headerOf(refused, "retry-after"))).toBeGreaterThan(0);
  const elsewhere = await post("/api/session", { token: "x" }, "198.51.100.8");
  expect(headerOf(elsewhere, "location")).toBe("/sign-in?problem=invalid");
  await endWindows();
  const heard = await post("/api/session", { token }, FROM);
  expect([heard.status, headerOf(heard, "location")]).toEqual([303, "/"]);
  const audited = () => target.sandbox.rows("Dashboard_Audit").length;
  await expect.poll(audited, { timeout: 10_000 }).toBe(1);
});

test("a thousand networks that ask for one person's link get her as many mails as she may get", async () => {
  const before = target.mail.calls();
  const tries = await flood(1_000, (index) =>
    post("/api/sign-in-links", { email: ADMIN_EMAIL }, `203.0.${index % 250}.${index % 7}`),
  );
  const { count } = RATE_LIMITS["sign-in-mail/person"];
  expect(tries.filter(({ status }) => status === 303)).toHaveLength(count);
  await expect.poll(() => target.mail.calls() - before, { timeout: 10_000 }).toBe(count);
});

test("forged addresses before the last one in X-Forwarded-For buy no tries", async () => {
  await endWindows();
  const tries = await flood(200, (index) =>
    post("/api/session", { token: "x" }, `203.0.113.${index}, 10.0.0.${index}, ${FROM}`),
  );
  const looked = tries.filter(({ status }) => status === 303);
  expect(looked).toHaveLength(RATE_LIMITS["sign-in/address"].count);
});
