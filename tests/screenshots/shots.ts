import type { Page } from "@playwright/test";
import { listPageRoutes } from "./routes";

/** One page in one state. */
export interface Shot {
  readonly name: string;
  readonly path: string;
  readonly isSignedIn: boolean;
  /** What is done to the page before its picture. */
  readonly act?: (page: Page) => Promise<void>;
}

const signedIn = (name: string, path: string): Shot => ({ name, path, isSignedIn: true });
const signedOut = (name: string, path: string): Shot => ({ name, path, isSignedIn: false });

/** Breaks the chart when it is touched, as a bug would; what is then shown is error.tsx. */
async function breakPage(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.assign(window, {
      ResizeObserver: class {
        constructor() {
          throw new Error("broken on purpose");
        }
      },
    });
  });
  await page.getByRole("slider").hover();
  await page.getByRole("heading", { name: "Something broke on our side." }).waitFor();
}

async function openDialog(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key);
  await page.getByRole("dialog").waitFor();
}

/** Pages as they usually are: every route that exists, and what the app says when there is none. */
export function freshShots(): Shot[] {
  return [
    ...listPageRoutes().map(({ route, path, isPublic }) => ({
      name:
        route === "/"
          ? "overview"
          : route
              .slice(1)
              .replaceAll(/[/[\]]+/g, "-")
              .replace(/-$/, ""),
      path,
      isSignedIn: !isPublic,
    })),
    signedIn("creator-by-month", "/creator/ava-lane?range=12m&compare=yoy&interval=month"),
    signedIn("creator-one-point", "/creator/ava-lane?range=7d&interval=month"),
    signedIn("creator-bad-address", "/creator/ava-lane?range=yesterday&compare=always"),
    signedIn("creator-not-found", "/creator/nobody"),
    signedIn("not-found", "/no/such/page"),
    { ...signedIn("error", "/creator/ava-lane"), act: breakPage },
    ...["used", "expired", "invalid", "removed", "unavailable"].map((problem) =>
      signedOut(`sign-in-${problem}`, `/sign-in?problem=${problem}`),
    ),
    { ...signedIn("keys", "/creator/ava-lane"), act: (page) => openDialog(page, "?") },
    { ...signedIn("find", "/creator/ava-lane"), act: (page) => openDialog(page, "Control+k") },
    {
      ...signedIn("chart-table", "/creator/ava-lane"),
      act: async (page) => {
        await page.getByText("Show as table").click();
        await page.getByRole("table", { name: /^All figures/ }).waitFor();
      },
    },
  ];
}

/** What a creator's session that has ended looks like, without figures and on the page that mends it. */
export const REAUTH_SHOTS: readonly Shot[] = [
  signedIn("creator-needs-reauth", "/creator/dina-moss"),
  signedIn("settings-needs-reauth", "/settings"),
];

/** A creator of whom LTK knows nothing yet. */
export const EMPTY_SHOTS: readonly Shot[] = [signedIn("creator-empty", "/creator/june-abbott")];

/** LTK fails, for days that nobody has read before. */
export const ERROR_SHOTS: readonly Shot[] = [
  signedIn("creator-error", "/creator/lola-quinn?range=2026-01-05..2026-01-11"),
  signedIn("overview-error", "/?range=2026-01-05..2026-01-11"),
];

/** Hours later, while LTK fails. One creator's session has ended meanwhile. */
export const STALE_SHOTS: readonly Shot[] = [
  signedIn("overview-stale", "/"),
  signedIn("creator-stale", "/creator/ava-lane"),
  signedIn("creator-blocked", "/creator/bea-ortiz"),
  signedIn("settings-stale", "/settings"),
];

export const NO_CREATORS_SHOTS: readonly Shot[] = [
  signedIn("overview-empty", "/"),
  signedIn("settings-empty", "/settings"),
];

export const NO_AIRTABLE_SHOTS: readonly Shot[] = [
  signedIn("overview-no-airtable", "/"),
  signedIn("creator-no-airtable", "/creator/ava-lane"),
  signedIn("settings-no-airtable", "/settings"),
];

export const NOT_CONFIGURED_SHOTS: readonly Shot[] = [signedOut("not-configured", "/sign-in")];
