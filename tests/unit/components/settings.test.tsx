// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { SettingsCount } from "@/components/layout/settings-count";
import { ConnectionTable } from "@/components/settings/connection-table";
import { DriftList } from "@/components/settings/drift-list";
import { FactsList } from "@/components/settings/facts-list";
import type { Connection } from "@/lib/contracts/connection.url";
import { aConnection } from "./builders";

const NOW_MS = Date.parse("2026-11-24T12:00:00Z");

afterEach(cleanup);

describe("ConnectionTable", () => {
  function cellsOf(connection: Partial<Connection>): (string | null)[] {
    const connections = [aConnection(connection)];
    render(<ConnectionTable connections={connections} nowMs={NOW_MS} />);
    const row = screen.getAllByRole("row")[1];
    return [...(row?.children ?? [])].map((cell) => cell.textContent);
  }

  test("says of each creator what is known", () => {
    expect(cellsOf({})).toEqual([
      "Ava LaneAccount ••45",
      "Active",
      "in 8 h",
      "2 h ago",
      "Day 9 of about 30",
      "Replace session of Ava Lane",
    ]);
    expect(screen.getAllByRole("columnheader").map((heading) => heading.textContent)).toEqual([
      "Creator",
      "State",
      "Access expires",
      "Last renewed",
      "Session age",
      "Actions",
    ]);
  });

  test("what is not known is a dash", () => {
    const unknown = { accessExpiresAt: null, lastRenewedAt: null, sessionCapturedAt: null };
    expect(cellsOf({ ...unknown, sessionAgeDays: null }).slice(2, 5)).toEqual(["—", "—", "—"]);
  });

  test("a dead session: why, what went wrong last, and the way to a new one", () => {
    const cells = cellsOf({
      state: "needs_reauth",
      note: "LTK ended this session.",
      lastError: "invalid_grant",
      consecutiveFailures: 2,
      hasOffer: true,
    });
    expect(cells[1]).toBe(
      "Reconnect neededLTK ended this session.Last error: invalid_grant 2 renewals in a row failed.A session of this account was pasted for another creator and waits to be used.",
    );
    expect(cells[5]).toBe("Reconnect of Ava Lane");
  });

  test.each([
    [23, false],
    [24, true],
    [33, true],
  ])("after %d days it warns of the session's end by a shape and words: %s", (days, isOld) => {
    const cells = cellsOf({ sessionAgeDays: days });
    expect(cells[4]).toBe(`Day ${days + 1} of about 30${isOld ? ", replace it soon" : ""}`);
    const row = screen.getAllByRole("row")[1];
    expect(row?.querySelectorAll(".is-session svg")).toHaveLength(isOld ? 1 : 0);
  });

  test.each([
    ["a row that cannot be used", { slug: null, canConnect: false }],
    ["a paused creator", { canConnect: false }],
  ])("%s cannot be connected", (_, connection) => {
    expect(cellsOf(connection).at(-1)).toBe("");
    expect(screen.queryByRole("button")).toBeNull();
  });
});

test("facts differ by their shape, not only by their words", () => {
  const { container } = render(
    <FactsList
      csrf="invented"
      facts={(["well", "wanting", "unknown"] as const).map((standing) => ({
        name: standing,
        standing,
        words: "Words.",
      }))}
    />,
  );
  const shapes = [...container.querySelectorAll("svg")].map((svg) => svg.innerHTML);
  expect(new Set(shapes).size).toBe(3);
});

describe("DriftList", () => {
  test("says that none was seen, and no more than that", () => {
    render(<DriftList drifts={[]} nowMs={NOW_MS} />);
    expect(screen.getByText(/as far as this instance has seen since it started/)).toBeDefined();
  });

  test.each([
    [1, "1 time on"],
    [1_200, "1,200 times on"],
  ])("names endpoint, path, since when and how often", (count, often) => {
    const drift = {
      endpoint: "hero_chart",
      message: "hero_chart: unexpected shape at clicks.0",
      firstAtMs: NOW_MS - 3 * 3_600_000,
      lastAtMs: NOW_MS - 60_000,
      count,
    };
    render(<DriftList drifts={[drift]} nowMs={NOW_MS} />);
    expect(screen.getByText(drift.message)).toBeDefined();
    const words = screen.getByText(/First seen/).textContent;
    expect(words).toContain("First seen 3 h ago, last 1 min ago");
    expect(words).toContain(often);
  });
});

test("the navigation counts those that need somebody, and says nothing of none", () => {
  const { container, rerender } = render(<SettingsCount summary={{ toMend: 2 }} />);
  expect(container.textContent).toBe("2 to reconnect or mend");
  rerender(<SettingsCount summary={{ toMend: 0 }} />);
  expect(container.textContent).toBe("");
});
