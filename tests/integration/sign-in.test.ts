import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { err, ok } from "@/lib/core/result";
import { type Container, createContainer } from "@/lib/server/container";
import { parseEnv } from "@/lib/server/env";
import { mailSignInLink } from "@/lib/server/mail-sign-in-link";
import { signIn } from "@/lib/server/sign-in";
import { signOut } from "@/lib/server/sign-out";
import { appEnv } from "../helpers/app-env";
import { ADMIN_EMAIL, signInLink } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";
import { MAIL_KEY, type MailService, startMailService } from "../sandbox/mail";
import type { Sandbox } from "../sandbox/sandbox";
import { createTestClock, type TestClock } from "./dashboard";

const MINUTE_MS = 60_000;
const APP_URL = "https://dashboard.example";

let clock: TestClock;
let sandbox: Sandbox;
let mail: MailService;

beforeEach(async () => {
  clock = createTestClock("2026-11-24T12:00:00Z");
  mail = await startMailService();
  sandbox = await createSandbox({ now: clock.now, kv: "redis" });
});
afterEach(async () => {
  await Promise.all([sandbox.close(), mail.close()]);
});

/** One instance of the dashboard; several share the simulator's store. */
function startInstance(env: Readonly<Record<string, string>> = {}) {
  const parsed = parseEnv({
    ...appEnv(sandbox),
    APP_URL,
    RESEND_API_KEY: MAIL_KEY,
    MAIL_FROM: "Hemline <mail@studio.example>",
    ...env,
  });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ name }) => name).join());
  const deferred: (() => Promise<void>)[] = [];
  const logged: unknown[] = [];
  const container = createContainer(parsed.env, {
    now: clock.now,
    defer: (work) => void deferred.push(work),
    log: (level, event, fields) => void logged.push([level, event, fields]),
    mailUrl: mail.url,
  });
  return {
    container,
    logged,
    /** Runs what was left for after the answer. */
    settle: async () => void (await Promise.all(deferred.splice(0).map((work) => work()))),
  };
}

type Step = (container: Container, request: Request) => Promise<Response>;

async function post(
  container: Container,
  step: Step,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
) {
  const request = new Request(`${APP_URL}/api`, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { "sec-fetch-site": "same-origin", ...headers },
  });
  const response = await step(container, request);
  return {
    status: response.status,
    location: response.headers.get("location"),
    setCookie: response.headers.get("set-cookie"),
    cookie: response.headers.get("set-cookie")?.split(";")[0] ?? "",
    text: await response.text(),
  };
}

async function tokenFor(email = ADMIN_EMAIL): Promise<string> {
  return (await signInLink(APP_URL, { email, now: clock.now })).split("#token=")[1] ?? "";
}

describe("a link", () => {
  test("pressed many times on two instances with one store signs in once", async () => {
    const [one, other] = [startInstance(), startInstance()];
    const token = await tokenFor();
    const presses = await Promise.all(
      [one, other, one, other, one, other].map(({ container }) =>
        post(container, signIn, { token }),
      ),
    );
    expect(presses.map(({ location }) => location).sort()).toEqual([
      "/",
      ...Array.from({ length: 5 }, () => "/sign-in?problem=used"),
    ]);
    const [signedIn] = presses.filter(({ setCookie }) => setCookie !== null);
    expect(await other.container.sessions.read(signedIn?.cookie ?? "")).toMatchObject({
      email: ADMIN_EMAIL,
    });
    expect(sandbox.calls().airtable).toMatchObject({ list: 0, get: 0 });
  });

  test("is not used up by a store that is away, and works when it is back", async () => {
    const { container } = startInstance();
    const token = await tokenFor();
    sandbox.faults.set("kv", { kind: "refuse" });
    const during = await post(container, signIn, { token });
    expect(during).toMatchObject({
      status: 303,
      location: "/sign-in?problem=unchecked",
      setCookie: null,
    });
    sandbox.faults.clear();
    await expect.poll(async () => (await post(container, signIn, { token })).location).toBe("/");
  });

  test("whose burning was noted and its answer lost still signs in: the try knows its own mark", async () => {
    const { container } = startInstance();
    const token = await tokenFor();
    // One answer each: to the question whether her sessions were ended, and to the burning.
    sandbox.faults.set("kv", { kind: "commit-then-drop" }, { times: 2 });
    expect((await post(container, signIn, { token })).location).toBe("/");
    expect((await post(container, signIn, { token })).location).toBe("/sign-in?problem=used");
  });

  test("without a shared store works once in a process", async () => {
    const { container } = startInstance({ KV_REST_API_URL: "", KV_REST_API_TOKEN: "" });
    const token = await tokenFor();
    const presses = await Promise.all([1, 2, 3].map(() => post(container, signIn, { token })));
    expect(presses.filter(({ location }) => location === "/")).toHaveLength(1);
  });

  test.each([
    ["nobody who may sign in", () => tokenFor("eve@else.example"), "not-allowed"],
    ["nothing", async () => "not a token", "invalid"],
  ])("for %s leads back with the reason", async (_, make, problem) => {
    const answer = await post(startInstance().container, signIn, { token: await make() });
    expect([answer.status, answer.location, answer.setCookie]).toEqual([
      303,
      `/sign-in?problem=${problem}`,
      null,
    ]);
  });

  test("that is a week and more old leads back with the reason", async () => {
    const { container } = startInstance();
    const token = await tokenFor();
    clock.nowMs += 7 * 24 * 60 * MINUTE_MS + 2 * MINUTE_MS;
    expect((await post(container, signIn, { token })).location).toBe("/sign-in?problem=expired");
  });

  test.each([
    [{ "sec-fetch-site": "cross-site" }, { token: "x" }, 403, "forbidden"],
    [{ "sec-fetch-site": "same-site" }, { token: "x" }, 403, "forbidden"],
    [{}, { other: "x" }, 400, "The field token is missing."],
    [{ "content-type": "application/json" }, { token: "x" }, 400, "Send a form."],
    [{}, { token: "x".repeat(9_000) }, 413, "too_large"],
  ])("sent as %j is refused", async (headers, fields, status, words) => {
    const answer = await post(startInstance().container, signIn, fields, headers);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(words);
  });
});

describe("signing out", () => {
  async function signedIn(container: Container): Promise<string> {
    return (await post(container, signIn, { token: await tokenFor() })).cookie;
  }

  test("forgets the session in this browser", async () => {
    const { container } = startInstance();
    const cookie = await signedIn(container);
    const answer = await post(container, signOut, {}, { cookie });
    expect(answer.location).toBe("/sign-in");
    expect(answer.setCookie).toBe(
      "__Host-session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure",
    );
  });

  test("everywhere ends every session and link of before, here at once and on other instances within a minute", async () => {
    const [here, there] = [startInstance(), startInstance()];
    const [one, two] = [await signedIn(here.container), await signedIn(there.container)];
    const link = await tokenFor();
    expect(await there.container.sessions.read(two)).not.toBeNull();
    clock.nowMs += 1_000;
    const answer = await post(here.container, signOut, { everywhere: "1" }, { cookie: one });
    expect(answer).toMatchObject({ status: 303, location: "/sign-in?notice=everywhere" });
    expect(await here.container.sessions.read(one)).toBeNull();
    expect(await here.container.sessions.read(two)).toBeNull();
    clock.nowMs += MINUTE_MS;
    expect(await there.container.sessions.read(two)).toBeNull();
    expect((await post(there.container, signIn, { token: link })).location).toBe(
      "/sign-in?problem=expired",
    );
    const later = await signedIn(there.container);
    expect(await here.container.sessions.read(later)).not.toBeNull();
  });

  test("everywhere ends nothing for whoever has no session", async () => {
    const { container } = startInstance();
    const cookie = await signedIn(container);
    clock.nowMs += 1_000;
    const answer = await post(
      container,
      signOut,
      { everywhere: "1" },
      { cookie: "session=forged" },
    );
    expect(answer.location).toBe("/sign-in");
    expect(await container.sessions.read(cookie)).not.toBeNull();
  });

  test("everywhere while the store is away holds here, and says that others were not told", async () => {
    const [here, there] = [startInstance(), startInstance()];
    const cookie = await signedIn(here.container);
    clock.nowMs += 2 * MINUTE_MS;
    sandbox.faults.set("kv", { kind: "refuse" });
    const answer = await post(here.container, signOut, { everywhere: "1" }, { cookie });
    expect(answer.location).toBe("/sign-in?problem=only-here");
    expect(await here.container.sessions.read(cookie)).toBeNull();
    expect(await there.container.sessions.read(cookie)).not.toBeNull();
  });

  test.each(["refuse", "hang"] as const)(
    "a store that is away (%s) signs nobody out, and keeps nobody longer than a second",
    async (kind) => {
      const { container } = startInstance();
      const cookie = await signedIn(container);
      clock.nowMs += 2 * MINUTE_MS;
      sandbox.faults.set("kv", { kind });
      const startedAt = Date.now();
      for (let request = 0; request < 20; request += 1) {
        expect(await container.sessions.read(cookie)).not.toBeNull();
      }
      expect(Date.now() - startedAt).toBeLessThan(1_800);
    },
  );
});

describe("a link by mail", () => {
  test("reaches whoever may sign in, works for a quarter of an hour, and once", async () => {
    const { container, settle } = startInstance();
    const answer = await post(container, mailSignInLink, {
      email: ` ${ADMIN_EMAIL.toUpperCase()} `,
    });
    expect([answer.status, answer.location]).toEqual([303, "/sign-in?notice=mailed"]);
    expect(mail.calls()).toBe(0);
    await settle();
    expect(mail.calls()).toBe(1);
    const [sent] = mail.sent;
    expect(sent).toMatchObject({ from: "Hemline <mail@studio.example>", to: [ADMIN_EMAIL] });
    const link = /https:\/\/dashboard\.example\/sign-in#token=([\w.-]+)/.exec(sent?.text ?? "");
    const token = link?.[1] ?? "";
    expect(sent?.html).toContain(`href="${link?.[0]}"`);
    clock.nowMs += 14 * MINUTE_MS;
    expect((await post(container, signIn, { token })).location).toBe("/");
    expect((await post(container, signIn, { token })).location).toBe("/sign-in?problem=used");
    await post(container, mailSignInLink, { email: ADMIN_EMAIL });
    await settle();
    const late = /#token=([\w.-]+)/.exec(mail.sent[1]?.text ?? "")?.[1] ?? "";
    clock.nowMs += 17 * MINUTE_MS;
    expect((await post(container, signIn, { token: late })).location).toBe(
      "/sign-in?problem=expired",
    );
  });

  test("is answered the same for a stranger, who gets none", async () => {
    const { container, settle, logged } = startInstance();
    const known = await post(container, mailSignInLink, { email: ADMIN_EMAIL });
    const stranger = await post(container, mailSignInLink, { email: "eve@else.example" });
    expect(stranger).toEqual(known);
    await settle();
    expect(mail.sent.map(({ to }) => to)).toEqual([[ADMIN_EMAIL]]);
    expect(mail.calls()).toBe(1);
    expect(logged).toEqual([]);
  });

  test("is asked for with an address", async () => {
    const { container, settle } = startInstance();
    for (const email of [
      "",
      "mara",
      "a@b",
      `${"x".repeat(300)}@studio.example`,
      "a@x.example\r\nbcc: b@x.example",
    ]) {
      const answer = await post(container, mailSignInLink, { email });
      expect(answer.location).toBe("/sign-in?problem=no-email");
    }
    await settle();
    expect(mail.calls()).toBe(0);
  });

  test.each([
    [401, "mail_refused"],
    [422, "mail_refused"],
    [429, "mail_unavailable"],
    [500, "mail_unavailable"],
  ])(
    "that the service answers with %i is logged by its code, and not sent again",
    async (status, code) => {
      const { container, settle, logged } = startInstance();
      mail.answerWith(status);
      await post(container, mailSignInLink, { email: ADMIN_EMAIL });
      await settle();
      expect(mail.calls()).toBe(1);
      expect(logged).toEqual([["warn", "sign_in_mail_failed", { code, status }]]);
    },
  );

  test("that cannot be handed over is logged without the address or the link", async () => {
    const { container, settle, logged } = startInstance();
    await mail.close();
    await post(container, mailSignInLink, { email: ADMIN_EMAIL });
    await settle();
    expect(logged).toEqual([
      ["warn", "sign_in_mail_failed", { code: "mail_unavailable", status: undefined }],
    ]);
  });

  test.each(["RESEND_API_KEY", "MAIL_FROM", "APP_URL"])(
    "is not offered without %s",
    async (name) => {
      const { container } = startInstance({ [name]: "" });
      const answer = await post(container, mailSignInLink, { email: ADMIN_EMAIL });
      expect(answer.status).toBe(404);
    },
  );

  test("is refused when another site asks for it", async () => {
    const { container, settle } = startInstance();
    const headers = { "sec-fetch-site": "cross-site" };
    const answer = await post(container, mailSignInLink, { email: ADMIN_EMAIL }, headers);
    await settle();
    expect([answer.status, mail.calls()]).toEqual([403, 0]);
  });
});

describe("limits", () => {
  /** An instance that refuses what `isRefused` says, and what it was asked. */
  function startLimited(isRefused: (name: string) => boolean) {
    const { container, settle } = startInstance();
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
    await post(container, signIn, { token: "not a token" }, headers);
    expect(asked).toEqual(["sign-in/address 203.0.113.9"]);
    await post(container, signIn, { token: await tokenFor() }, headers);
    expect(asked.slice(1)).toEqual([
      "sign-in/address 203.0.113.9",
      `sign-in/person ${ADMIN_EMAIL}`,
    ]);
  });

  test.each(["sign-in/address", "sign-in/person"])(
    "%s refuses with 429, a browser with a page, and uses no link up",
    async (limit) => {
      let isOn = true;
      const { container } = startLimited((name) => isOn && name === limit);
      const token = await tokenFor();
      const program = await post(container, signIn, { token }, headers);
      expect([program.status, program.text]).toEqual([
        429,
        '{"error":{"code":"slow_down","message":"Too many; try again in 9 seconds."}}',
      ]);
      const browser = await post(container, signIn, { token }, { accept: "text/html,*/*" });
      expect([browser.status, browser.location]).toEqual([303, "/sign-in?problem=slow-down"]);
      isOn = false;
      expect((await post(container, signIn, { token })).location).toBe("/");
    },
  );

  test.each(["sign-in-mail/address", "sign-in-mail/person"])(
    "%s sends no mail, for known and unknown addresses alike",
    async (limit) => {
      const { container, asked, settle } = startLimited((name) => name === limit);
      const known = await post(container, mailSignInLink, { email: ADMIN_EMAIL }, headers);
      const stranger = await post(
        container,
        mailSignInLink,
        { email: "eve@else.example" },
        headers,
      );
      expect(known.status).toBe(429);
      expect(stranger).toEqual(known);
      expect(asked[0]).toBe("sign-in-mail/address 203.0.113.9");
      await settle();
      expect(mail.calls()).toBe(0);
    },
  );
});
