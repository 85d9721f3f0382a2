import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Container } from "@/lib/server/container";
import { signOut } from "@/lib/server/sign-out";
import { ownForm } from "../helpers/own-page";
import { createSignInWorld, MINUTE_MS, post, press, type SignInWorld } from "./sign-in-set-up";

let world: SignInWorld;

beforeEach(async () => {
  world = await createSignInWorld();
});
afterEach(() => world.close());

function leave(
  container: Container,
  cookie: string,
  fields: Readonly<Record<string, string>> = {},
) {
  return post(container, signOut, { fields: ownForm(fields), headers: { cookie } });
}

describe("signing out", () => {
  async function signedIn(container: Container): Promise<string> {
    return (await press(container, await world.tokenFor())).cookie;
  }

  test("forgets the session in this browser", async () => {
    const { container } = world.startInstance();
    const cookie = await signedIn(container);
    const answer = await leave(container, cookie);
    expect(answer.location).toBe("/sign-in");
    expect(answer.setCookie).toBe(
      "__Host-session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure",
    );
  });

  test("everywhere ends every session and link of before, here at once and on other instances within a minute", async () => {
    const [here, there] = [world.startInstance(), world.startInstance()];
    const [one, two] = [await signedIn(here.container), await signedIn(there.container)];
    const link = await world.tokenFor();
    expect(await there.container.sessions.read(two)).not.toBeNull();
    world.clock.nowMs += 1_000;
    const answer = await leave(here.container, one, { everywhere: "1" });
    expect(answer).toMatchObject({ status: 303, location: "/sign-in?notice=everywhere" });
    expect(await here.container.sessions.read(one)).toBeNull();
    expect(await here.container.sessions.read(two)).toBeNull();
    world.clock.nowMs += MINUTE_MS;
    expect(await there.container.sessions.read(two)).toBeNull();
    expect((await press(there.container, link)).location).toBe("/sign-in?problem=expired");
    const later = await signedIn(there.container);
    expect(await here.container.sessions.read(later)).not.toBeNull();
  });

  test("everywhere ends nothing for whoever has no session", async () => {
    const { container } = world.startInstance();
    const cookie = await signedIn(container);
    world.clock.nowMs += 1_000;
    const answer = await leave(container, "session=forged", { everywhere: "1" });
    expect(answer.location).toBe("/sign-in");
    expect(await container.sessions.read(cookie)).not.toBeNull();
  });

  test("everywhere while the store is away holds here, and says that others were not told", async () => {
    const [here, there] = [world.startInstance(), world.startInstance()];
    const cookie = await signedIn(here.container);
    world.clock.nowMs += 2 * MINUTE_MS;
    world.sandbox.faults.set("kv", { kind: "refuse" });
    const answer = await leave(here.container, cookie, { everywhere: "1" });
    expect(answer.location).toBe("/sign-in?problem=only-here");
    expect(await here.container.sessions.read(cookie)).toBeNull();
    expect(await there.container.sessions.read(cookie)).not.toBeNull();
  });

  test.each(["refuse", "hang"] as const)(
    "a store that is away (%s) signs nobody out, and keeps nobody longer than a second",
    async (kind) => {
      const { container } = world.startInstance();
      const cookie = await signedIn(container);
      world.clock.nowMs += 2 * MINUTE_MS;
      world.sandbox.faults.set("kv", { kind });
      const startedAt = Date.now();
      for (let request = 0; request < 20; request += 1) {
        expect(await container.sessions.read(cookie)).not.toBeNull();
      }
      expect(Date.now() - startedAt).toBeLessThan(1_800);
    },
  );
});
