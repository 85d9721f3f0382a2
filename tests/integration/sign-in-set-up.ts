import { type Container, createContainer } from "@/lib/server/container";
import { parseEnv } from "@/lib/server/env";
import { signIn } from "@/lib/server/sign-in";
import { appEnv } from "../helpers/app-env";
import { FROM_OWN_PAGE } from "../helpers/own-page";
import { ADMIN_EMAIL, signInLink } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";
import { MAIL_KEY, startMailService } from "../sandbox/mail";
import { createTestClock } from "./dashboard";

/** The address of the dashboard under test. */
const APP_URL = "https://dashboard.example";
export const MINUTE_MS = 60_000;

type Step = (container: Container, request: Request) => Promise<Response>;
type Texts = Readonly<Record<string, string>>;

/** A simulator with a shared store, a mail service, and a clock that stands still until it is moved. */
export async function createSignInWorld() {
  const clock = createTestClock("2026-11-24T12:00:00Z");
  const [mail, sandbox] = await Promise.all([
    startMailService(),
    createSandbox({ now: clock.now, kv: "redis", airtableRateLimit: false }),
  ]);
  return {
    clock,
    mail,
    sandbox,
    /** One instance of the dashboard; several share the simulator's store. */
    startInstance(env: Texts = {}) {
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
    },
    async tokenFor(email = ADMIN_EMAIL): Promise<string> {
      return (await signInLink(APP_URL, { email, now: clock.now })).split("#token=")[1] ?? "";
    },
    close: async () => void (await Promise.all([sandbox.close(), mail.close()])),
  };
}
export type SignInWorld = Awaited<ReturnType<typeof createSignInWorld>>;

/** Posts a form of our own page to one of the steps of signing in and out. */
export async function post(
  container: Container,
  step: Step,
  form: { readonly fields: Texts | URLSearchParams; readonly headers?: Texts },
) {
  const request = new Request(`${APP_URL}/api`, {
    method: "POST",
    body: new URLSearchParams(form.fields),
    headers: { ...FROM_OWN_PAGE, ...form.headers },
  });
  const response = await step(container, request);
  return {
    status: response.status,
    location: response.headers.get("location"),
    setCookie: response.headers.get("set-cookie"),
    cookie: response.headers.get("set-cookie")?.split(";")[0] ?? "",
    retryAfter: response.headers.get("retry-after"),
    text: await response.text(),
  };
}

/** Presses the button of a link with this token. */
export function press(container: Container, token: string, headers: Texts = {}) {
  return post(container, signIn, { fields: { token }, headers });
}
