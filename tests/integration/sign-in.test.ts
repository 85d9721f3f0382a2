import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { signIn } from "@/lib/server/sign-in";
import { ADMIN_EMAIL } from "../helpers/sign-in";
import { createSignInWorld, MINUTE_MS, post, press, type SignInWorld } from "./sign-in-set-up";

let world: SignInWorld;

beforeEach(async () => {
  world = await createSignInWorld();
});
afterEach(() => world.close());

describe("a link", () => {
  test("pressed many times on two instances with one store signs in once", async () => {
    const [one, other] = [world.startInstance(), world.startInstance()];
    const token = await world.tokenFor();
    const presses = await Promise.all(
      [one, other, one, other, one, other].map(({ container }) => press(container, token)),
    );
    expect(presses.map(({ location }) => location).sort()).toEqual([
      "/",
      ...Array.from({ length: 5 }, () => "/sign-in?problem=used"),
    ]);
    const [signedIn] = presses.filter(({ setCookie }) => setCookie !== null);
    expect(await other.container.sessions.read(signedIn?.cookie ?? "")).toMatchObject({
      email: ADMIN_EMAIL,
    });
    expect(world.sandbox.calls().airtable).toMatchObject({ list: 0, get: 0 });
  });

  test("is not used up by a store that is away, and works when it is back", async () => {
    const { container } = world.startInstance();
    const token = await world.tokenFor();
    world.sandbox.faults.set("kv", { kind: "refuse" });
    const during = await press(container, token);
    expect(during).toMatchObject({
      status: 303,
      location: "/sign-in?problem=unchecked",
      setCookie: null,
    });
    world.sandbox.faults.clear();
    await expect.poll(async () => (await press(container, token)).location).toBe("/");
  });

  test("whose burning was noted and its answer lost still signs in: the try knows its own mark", async () => {
    const { container } = world.startInstance();
    const token = await world.tokenFor();
    // One answer each: to the question whether her sessions were ended, and to the burning.
    world.sandbox.faults.set("kv", { kind: "commit-then-drop" }, { times: 2 });
    expect((await press(container, token)).location).toBe("/");
    expect((await press(container, token)).location).toBe("/sign-in?problem=used");
  });

  test("without a shared store works once in a process", async () => {
    const { container } = world.startInstance({ KV_REST_API_URL: "", KV_REST_API_TOKEN: "" });
    const token = await world.tokenFor();
    const presses = await Promise.all([1, 2, 3].map(() => press(container, token)));
    expect(presses.filter(({ location }) => location === "/")).toHaveLength(1);
  });

  test.each([
    ["nobody who may sign in", () => world.tokenFor("eve@else.example"), "not-allowed"],
    ["nothing", async () => "not a token", "invalid"],
  ])("for %s leads back with the reason", async (_, make, problem) => {
    const answer = await press(world.startInstance().container, await make());
    expect([answer.status, answer.location, answer.setCookie]).toEqual([
      303,
      `/sign-in?problem=${problem}`,
      null,
    ]);
  });

  test("that is a week and more old leads back with the reason", async () => {
    const { container } = world.startInstance();
    const token = await world.tokenFor();
    world.clock.nowMs += 7 * 24 * 60 * MINUTE_MS + 2 * MINUTE_MS;
    expect((await press(container, token)).location).toBe("/sign-in?problem=expired");
  });

  test.each([
    [{ "sec-fetch-site": "cross-site" }, { token: "x" }, 403, "forbidden"],
    [{ "sec-fetch-site": "same-site" }, { token: "x" }, 403, "forbidden"],
    [{}, { other: "x" }, 400, "The field token is missing."],
    [{ "content-type": "application/json" }, { token: "x" }, 400, "Send a form."],
    [{}, { token: "x".repeat(9_000) }, 413, "too_large"],
  ])("sent as %j is refused", async (headers, fields, status, words) => {
    const answer = await post(world.startInstance().container, signIn, { fields, headers });
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(words);
  });
});

describe("people of the table", () => {
  test.each([
    ["noor@studio.example", 30 * 86_400],
    ["ava@creators.example", 30 * 86_400],
    [ADMIN_EMAIL, 12 * 3_600],
  ])("%s signs in, for as long as her role may", async (email, seconds) => {
    const { container, settle } = world.startInstance();
    const answer = await press(container, await world.tokenFor(email));
    expect(answer.location).toBe("/");
    expect(answer.setCookie).toContain(`; Max-Age=${seconds};`);
    await settle();
    const { entries } = await container.audit.read();
    expect(entries).toMatchObject([{ actor: email, action: "sign-in", isSaved: true }]);
  });

  test("whoever is not active is not let in, and her link works when she is again", async () => {
    const { container } = world.startInstance();
    const token = await world.tokenFor("noor@studio.example");
    world.sandbox.setPerson("noor@studio.example", { Active: null });
    expect((await press(container, token)).location).toBe("/sign-in?problem=not-allowed");
    world.sandbox.setPerson("noor@studio.example", { Active: true });
    world.clock.nowMs += 2 * MINUTE_MS;
    expect((await press(container, token)).location).toBe("/");
  });

  test("while Airtable is away from the start, an admin of the environment comes in, and the others keep their links", async () => {
    const { container } = world.startInstance();
    const token = await world.tokenFor("noor@studio.example");
    world.sandbox.faults.set("airtable", { kind: "status", status: 503 });
    expect((await press(container, token)).location).toBe("/sign-in?problem=unavailable");
    expect((await press(container, await world.tokenFor())).location).toBe("/");
    world.sandbox.faults.clear();
    world.clock.nowMs += MINUTE_MS;
    expect((await press(container, token)).location).toBe("/");
  });
});
