import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Container } from "@/lib/server/container";
import { mailSignInLink } from "@/lib/server/mail-sign-in-link";
import { ADMIN_EMAIL } from "../helpers/sign-in";
import { createSignInWorld, MINUTE_MS, post, press, type SignInWorld } from "./sign-in-set-up";

let world: SignInWorld;

beforeEach(async () => {
  world = await createSignInWorld();
});
afterEach(() => world.close());

function ask(container: Container, email: string, headers: Readonly<Record<string, string>> = {}) {
  return post(container, mailSignInLink, { fields: { email }, headers });
}

describe("a link by mail", () => {
  test("reaches whoever may sign in, works for a quarter of an hour, and once", async () => {
    const { container, settle } = world.startInstance();
    const answer = await ask(container, ` ${ADMIN_EMAIL.toUpperCase()} `);
    expect([answer.status, answer.location]).toEqual([303, "/sign-in?notice=mailed"]);
    expect(world.mail.calls()).toBe(0);
    await settle();
    expect(world.mail.calls()).toBe(1);
    const [sent] = world.mail.sent;
    expect(sent).toMatchObject({ from: "Hemline <mail@studio.example>", to: [ADMIN_EMAIL] });
    const link = /https:\/\/dashboard\.example\/sign-in#token=([\w.-]+)/.exec(sent?.text ?? "");
    const token = link?.[1] ?? "";
    expect(sent?.html).toContain(`href="${link?.[0]}"`);
    world.clock.nowMs += 14 * MINUTE_MS;
    expect((await press(container, token)).location).toBe("/");
    expect((await press(container, token)).location).toBe("/sign-in?problem=used");
    await ask(container, ADMIN_EMAIL);
    await settle();
    const late = /#token=([\w.-]+)/.exec(world.mail.sent[1]?.text ?? "")?.[1] ?? "";
    world.clock.nowMs += 17 * MINUTE_MS;
    expect((await press(container, late)).location).toBe("/sign-in?problem=expired");
  });

  test("is answered the same for a stranger, who gets none", async () => {
    const { container, settle, logged } = world.startInstance();
    const known = await ask(container, ADMIN_EMAIL);
    const stranger = await ask(container, "eve@else.example");
    expect(stranger).toEqual(known);
    await settle();
    expect(world.mail.sent.map(({ to }) => to)).toEqual([[ADMIN_EMAIL]]);
    expect(world.mail.calls()).toBe(1);
    expect(logged).toEqual([]);
  });

  test("reaches a manager of the table, but nobody who is not active in it", async () => {
    const { container, settle } = world.startInstance();
    world.sandbox.setPerson("ava@creators.example", { Active: null });
    await ask(container, "noor@studio.example");
    await ask(container, "ava@creators.example");
    await settle();
    expect(world.mail.sent.map(({ to }) => to)).toEqual([["noor@studio.example"]]);
  });

  test("is not sent while nobody can tell who may sign in, which is logged", async () => {
    const { container, settle, logged } = world.startInstance();
    world.sandbox.faults.set("airtable", { kind: "status", status: 503 });
    await ask(container, "noor@studio.example");
    await settle();
    expect(world.mail.calls()).toBe(0);
    expect(logged).toContainEqual(["warn", "sign_in_mail_people_unavailable", undefined]);
  });

  test("is asked for with an address", async () => {
    const { container, settle } = world.startInstance();
    for (const email of [
      "",
      "mara",
      "a@b",
      `${"x".repeat(300)}@studio.example`,
      "a@x.example\r\nbcc: b@x.example",
    ]) {
      const answer = await ask(container, email);
      expect(answer.location).toBe("/sign-in?problem=no-email");
    }
    await settle();
    expect(world.mail.calls()).toBe(0);
  });

  test.each([
    [401, "mail_refused"],
    [422, "mail_refused"],
    [429, "mail_unavailable"],
    [500, "mail_unavailable"],
  ])(
    "that the service answers with %i is logged by its code, and not sent again",
    async (status, code) => {
      const { container, settle, logged } = world.startInstance();
      world.mail.answerWith(status);
      await ask(container, ADMIN_EMAIL);
      await settle();
      expect(world.mail.calls()).toBe(1);
      expect(logged).toEqual([["warn", "sign_in_mail_failed", { code, status }]]);
    },
  );

  test("that cannot be handed over is logged without the address or the link", async () => {
    const { container, settle, logged } = world.startInstance();
    await world.mail.close();
    await ask(container, ADMIN_EMAIL);
    await settle();
    expect(logged).toEqual([
      ["warn", "sign_in_mail_failed", { code: "mail_unavailable", status: undefined }],
    ]);
  });

  test.each(["RESEND_API_KEY", "MAIL_FROM", "APP_URL"])(
    "is not offered without %s",
    async (name) => {
      const { container } = world.startInstance({ [name]: "" });
      const answer = await ask(container, ADMIN_EMAIL);
      expect(answer.status).toBe(404);
    },
  );

  test("is refused when another site asks for it", async () => {
    const { container, settle } = world.startInstance();
    const headers = { "sec-fetch-site": "cross-site" };
    const answer = await ask(container, ADMIN_EMAIL, headers);
    await settle();
    expect([answer.status, world.mail.calls()]).toEqual([403, 0]);
  });
});
