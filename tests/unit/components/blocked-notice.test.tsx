// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { BlockedNotice } from "@/components/creators/blocked-notice";

const REASON = "LTK ended this creator's session; she has to log in to LTK again.";
const blocked = { reason: REASON, hasFigures: true, status: "needs_reauth" } as const;

afterEach(cleanup);

describe("the one notice of a page without a session", () => {
  test("an admin is led to where it is mended", () => {
    render(<BlockedNotice {...blocked} reader="admin" />);
    const link = screen.getByRole("link", { name: "Reconnect in settings" });
    expect(link.getAttribute("href")).toBe("/settings");
  });

  test("others are told whom to ask, and are led nowhere that is closed to them", () => {
    const { container } = render(<BlockedNotice {...blocked} reader="manager" />);
    expect(container.textContent).toContain("Ask an admin to reconnect it.");
    render(<BlockedNotice {...blocked} reader="creator" />);
    expect(
      screen.getByText(/Ask your manager or an admin to reconnect it with you\./),
    ).toBeTruthy();
    expect(screen.queryByRole("link")).toBeNull();
  });

  test("it says whether there is anything from before", () => {
    const { container, rerender } = render(<BlockedNotice {...blocked} reader="manager" />);
    expect(container.textContent).toContain("What was read before stays here");
    rerender(<BlockedNotice {...blocked} hasFigures={false} reader="manager" />);
    expect(container.textContent).toContain("No figures were read before");
  });

  test("a paused creator is resumed, not reconnected", () => {
    const { container } = render(<BlockedNotice {...blocked} status="paused" reader="manager" />);
    expect(container.textContent).toContain("Ask an admin to resume it.");
  });
});
