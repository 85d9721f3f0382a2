// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import type { ComponentProps } from "react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseSignInNotice } from "@/components/sign-in/sign-in-notice";
import { SignInPage } from "@/components/sign-in/sign-in-page";
import { parseSignInProblem } from "@/components/sign-in/sign-in-problem";

beforeEach(() => window.history.replaceState(null, "", "/sign-in"));
afterEach(cleanup);

function renderPage(props: Partial<ComponentProps<typeof SignInPage>> = {}) {
  return render(
    <SignInPage problem={null} notice={null} canMail={false} isStoreShared={true} {...props} />,
  );
}

describe("the sign-in page", () => {
  test.each([true, false])(
    "of a link puts its token into the form, clears the address bar, and shows nothing else to do (mail: %s)",
    (canMail) => {
      window.history.replaceState(null, "", "/sign-in?problem=used#token=abc.def-1_2");
      const { container } = renderPage({ problem: "used", canMail });
      const forms = [...container.querySelectorAll("form")];
      expect(forms.map((form) => [form.method, form.getAttribute("action")])).toEqual([
        ["post", "/api/session"],
      ]);
      expect(container.querySelector<HTMLInputElement>("input[name=token]")?.value).toBe(
        "abc.def-1_2",
      );
      expect(window.location.hash).toBe("");
      expect(window.location.search).toBe("?problem=used");
      expect(screen.queryByRole("alert")).toBeNull();
    },
  );

  test("without a link and without mail says how to get a link", () => {
    const { container } = renderPage();
    expect(container.querySelector("form")).toBeNull();
    expect(screen.getByText(/sign-in-link -- EMAIL/)).toBeDefined();
  });

  test("where mails are sent asks for an address, in a form that works without scripts", () => {
    const { container } = renderPage({ canMail: true });
    const form = container.querySelector("form");
    expect([form?.method, form?.getAttribute("action")]).toEqual(["post", "/api/sign-in-links"]);
    expect(screen.getByLabelText("E-mail").getAttribute("name")).toBe("email");
    expect(screen.queryByText(/sign-in-link/)).toBeNull();
  });

  test.each([
    ["mailed", true, /^Look into your mail\.If this address may sign in, a link is on its way\./],
    ["everywhere", true, /^You are signed out everywhere\.Browsers .* within about a minute\.$/],
    ["everywhere", false, /no shared store, so this holds for this server process/],
  ] as const)("says what went well: %s (shared store: %s)", (notice, isStoreShared, words) => {
    renderPage({ notice, isStoreShared, canMail: true });
    expect(screen.getByRole("status").textContent).toMatch(words);
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test.each([
    ["used", "This link was used already. Each works once: ask for a new one."],
    ["expired", "This link is too old. Ask for a new one."],
    [
      "invalid",
      "This is not a sign-in link of this dashboard, or not all of it. Copy the whole link, or ask for a new one.",
    ],
    ["not-allowed", "This address may not sign in. Ask your admin to add it."],
    ["removed", "Your access was removed. If that is a mistake, ask your admin."],
    [
      "unavailable",
      "Who may sign in stands in Airtable, which does not answer. Try again in a minute; a link that was not used still works.",
    ],
    [
      "unchecked",
      "Whether this link was used already cannot be checked right now. Open it again in a minute.",
    ],
    ["slow-down", "That was tried too often. Wait a few minutes, then try again."],
    ["no-email", "That is not an e-mail address. Check it and try again."],
    [
      "only-here",
      "You are signed out in this browser only: the shared store does not answer, so others could not be told. Sign in and repeat it in a minute.",
    ],
  ])("says why something failed: %s", (problem, sentence) => {
    renderPage({ problem: parseSignInProblem(problem), notice: "mailed" });
    expect(screen.getByRole("alert").textContent).toBe(sentence);
    expect(screen.queryByRole("status")).toBeNull();
  });

  test.each([undefined, "", "<script>", "toString", "__proto__"])(
    "ignores %s in its address",
    (text) => {
      expect(parseSignInProblem(text)).toBeNull();
      expect(parseSignInNotice(text)).toBeNull();
    },
  );
});
