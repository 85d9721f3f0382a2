import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { sessionCookie, signInLink } from "../helpers/sign-in";
import type { Fault, FaultScope, Upstream } from "../sandbox/faults";
import { showEverything } from "../screenshots/show-everything";

/** The simulator through its control door. */
export interface Simulator {
  setFault(upstream: Upstream, fault: Fault, scope?: FaultScope): Promise<void>;
  clearFaults(): Promise<void>;
  /** A fresh session of a creator, as a login in a private window makes it. */
  logIn(slug: string): Promise<unknown>;
}

interface Fixtures {
  /** Everything the browser complained of: console errors, exceptions, violations of the CSP. Asserted empty. */
  readonly complaints: string[];
  /** A page whose visitor has a session. */
  readonly signedIn: Page;
  readonly simulator: Simulator;
}

function requireUrl(name: "BASE_URL" | "CONTROL_URL" | "MAIL_URL"): string {
  const url = process.env[name];
  if (url === undefined) throw new Error(`${name} is set by tests/e2e/global-setup.ts`);
  return url;
}

/** A fresh sign-in link for the dashboard under test. */
export function newSignInLink(): Promise<string> {
  return signInLink(requireUrl("BASE_URL"));
}

/** The texts of all mails sent so far. */
export async function sentMails(): Promise<readonly string[]> {
  const mails: { text: string }[] = await (await fetch(`${requireUrl("MAIL_URL")}/sent`)).json();
  return mails.map(({ text }) => text);
}

async function control(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${requireUrl("CONTROL_URL")}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  return response.json();
}

/** The test of this folder: signed in where asked, and failed by anything the browser complains of. */
export const test = base.extend<Fixtures>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      await page.exposeFunction("complain", (words: string) => complaints.push(words));
      await page.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", (event) => {
          const { complain } = window as unknown as { complain(words: string): void };
          complain(`CSP ${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
        });
      });
      page.on("pageerror", (error) => complaints.push(`exception: ${error.message}`));
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") {
          complaints.push(`console ${message.type()}: ${message.text()} ${message.location().url}`);
        }
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
  signedIn: async ({ page, context }, use) => {
    const [name, value] = (await sessionCookie()).split("=");
    await context.addCookies([
      { name: name ?? "", value: value ?? "", url: requireUrl("BASE_URL"), httpOnly: true },
    ]);
    await use(page);
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
  simulator: async ({}, use) => {
    await use({
      async setFault(upstream, fault, scope = {}) {
        await control("POST", "/faults", { upstream, fault, ...scope });
      },
      async clearFaults() {
        await control("DELETE", "/faults");
      },
      logIn: (slug) => control("POST", "/log-in", { slug }),
    });
    await control("DELETE", "/faults");
  },
});

export { expect };

/** Fails when the page can be scrolled sideways, and names what sticks out. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const wide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > width + 0.5)
      .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}`);
  });
  expect(wide).toEqual([]);
}

/** Fails with axe's findings on the page as it is now. */
export async function expectAccessible(page: Page): Promise<void> {
  await showEverything(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const findings = violations.map(({ id, nodes }) => ({
    id,
    where: nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary ?? ""}`),
  }));
  expect(findings).toEqual([]);
}
