import { afterEach, beforeEach, expect, test } from "vitest";
import { err, ok } from "@/lib/core/result";
import type { Container } from "@/lib/server/container";
import { mailSignInLink } from "@/lib/server/mail-sign-in-link";
import { RATE_LIMITS } from "@/lib/server/rate-limit";
import { ADMIN_EMAIL } from "../helpers/sign-in";
import { createSignInWorld, post, press, type SignInWorld } from "./sign-in-set-up";

let world: SignInWorld;

beforeEach(async () => {
  world = await createSignInWorld();
});
afterEach(() => world.close());

/** An instance that refuses what `isRefused` says, and what it was asked. */
function startLimited(isRefused: (name: string) => boolean) {
  const { container, settle } = world.startInstance();
  const asked: string[] = [];
  const limits: Container["limits"] = {
    async take(name, subject) {
      asked.push(`${name} ${subject}`);
      return isRefused(name)
        ? err({
            code: "slow_down",
            message: "Too many; try again in 9 seconds.",
            retryAfterMs: 9_000,
          })
        : ok(undefined);
    },
  };
  return { container: { ...container, limits }, asked, settle };
}
const headers = { "x-forwarded-for": "198.51.100.7, 203.0.113.9" };

test("of signing in are of the network and, for a good link, of the person", async () => {
  const { container, asked } = startLimited(() => false);
  await press(container, "not a token", headers);
  expect(asked).toEqual(["sign-in/address 203.0.113.9"]);
  await press(container, await world.tokenFor(), headers);
  expect(asked.slice(1)).toEqual(["sign-in/address 203.0.113.9", `sign-in/person ${ADMIN_EMAIL}`]);
});

test.each(["sign-in/address", "sign-in/person"])(
  "%s refuses with 429, a browser with a page, and uses no link up",
  async (limit) => {
    let isOn = true;
    const { container } = startLimited((name) => isOn && name === limit);
    const token = await world.tokenFor();
    const program = await press(container, token, headers);
    expect([program.status, program.text]).toEqual([
      429,
      '{"error":{"code":"slow_down","message":"Too many; try again in 9 seconds."}}',
    ]);
    const browser = await press(container, token, { accept: "text/html,*/*" });
    expect([browser.status, browser.location]).toEqual([303, "/sign-in?problem=slow-down"]);
    isOn = false;
    expect((await press(container, token)).location).toBe("/");
  },
);

test.each(["sign-in-mail/address", "sign-in-mail/person"])(
  "%s sends no mail, for known and unknown addresses alike",
  async (limit) => {
    const { container, asked, settle } = startLimited((name) => name === limit);
    const known = await post(container, mailSignInLink, {
      fields: { email: ADMIN_EMAIL },
      headers,
    });
    const stranger = await post(container, mailSignInLink, {
      fields: { email: "eve@else.example" },
      headers,
    });
    expect(known.status).toBe(429);
    expect(stranger).toEqual(known);
    expect(asked[0]).toBe("sign-in-mail/address 203.0.113.9");
    await settle();
    expect(world.mail.calls()).toBe(0);
  },
);

test("a network's tries are counted across instances, however its links are wrong, and another's are not", async () => {
  const [one, other] = [world.startInstance(), world.startInstance()];
  const { count, windowMs } = RATE_LIMITS["sign-in/address"];
  for (let tries = 0; tries < count; tries += 1) {
    const { container } = tries % 2 === 0 ? one : other;
    expect((await press(container, "wrong", headers)).status).toBe(303);
  }
  const refused = await press(one.container, await world.tokenFor(), headers);
  expect(refused.status).toBe(429);
  const waitMs = Number(refused.retryAfter) * 1_000;
  expect(waitMs).toBeGreaterThan(0);
  expect(waitMs).toBeLessThanOrEqual(windowMs);
  const elsewhere = { "x-forwarded-for": "203.0.113.10" };
  expect((await press(other.container, await world.tokenFor(), elsewhere)).location).toBe("/");
});

test("an address is mailed as many links as its limit allows, whoever asks", async () => {
  const { container, settle } = world.startInstance();
  const { count } = RATE_LIMITS["sign-in-mail/person"];
  for (let asked = 0; asked < count + 2; asked += 1) {
    const from = { "x-forwarded-for": `203.0.113.${asked}` };
    const answer = await post(container, mailSignInLink, {
      fields: { email: ADMIN_EMAIL },
      headers: from,
    });
    expect(answer.status).toBe(asked < count ? 303 : 429);
  }
  await settle();
  expect(world.mail.sent).toHaveLength(count);
});
