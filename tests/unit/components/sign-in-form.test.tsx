// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import { parseSignInProblem } from "@/components/sign-in/sign-in-problem";

beforeEach(() => window.history.replaceState(null, "", "/sign-in"));
afterEach(cleanup);

describe("SignInForm", () => {
  test("puts the link's token into the form and clears it from the address bar", () => {
    window.history.replaceState(null, "", "/sign-in?problem=used#token=abc.def-1_2");

    const { container } = render(<SignInForm problem="used" />);

    const form = container.querySelector("form");
    expect(form?.method).toBe("post");
    expect(form?.getAttribute("action")).toBe("/api/session");
    expect(container.querySelector<HTMLInputElement>("input[name=token]")?.value).toBe(
      "abc.def-1_2",
    );
    expect(window.location.hash).toBe("");
    expect(window.location.search).toBe("?problem=used");
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("explains how to get a link when there is no token", () => {
    render(<SignInForm problem={null} />);

    expect(screen.queryByRole("button")).toBeNull();
    expect(screen.getByText(/sign-in-link -- EMAIL/)).toBeDefined();
  });

  test.each(["used", "expired", "invalid", "not-allowed"] as const)(
    "says why a link failed: %s",
    (problem) => {
      render(<SignInForm problem={parseSignInProblem(problem)} />);

      expect(screen.getByRole("alert").textContent).toMatch(/link|address/);
    },
  );

  test("ignores a problem it does not know", () => {
    expect(parseSignInProblem("<script>")).toBeNull();
  });
});
