// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { Delta } from "@/components/metrics/delta";
import { FreshnessChip } from "@/components/metrics/freshness-chip";
import type { Change } from "@/lib/analytics/change";
import type { Freshness } from "@/lib/analytics/freshness";

afterEach(cleanup);

const NOW_MS = Date.parse("2026-11-08T10:00:00Z");

describe("Delta", () => {
  const textOf = (change: Change | null, unit: "money" | "count" | "points" = "money") =>
    render(<Delta change={change} unit={unit} currency="USD" />).container.textContent;

  test.each<[string, Change | null, string]>([
    ["a rise", { kind: "relative", difference: 1788, fraction: 0.297 }, "+$1,788+29.7%"],
    ["a fall", { kind: "relative", difference: -1036, fraction: -0.151 }, "−$1,036−15.1%"],
    ["a base of zero: no per cent", { kind: "absolute", difference: 136 }, "+$136"],
    ["no difference", { kind: "relative", difference: 0, fraction: 0 }, "No change"],
    ["nothing before", { kind: "none", reason: "no_previous" }, "Nothing to compare"],
    ["nothing now", { kind: "none", reason: "no_current" }, "—"],
    ["no comparison", null, ""],
  ])("says %s", (_, change, expected) => {
    expect(textOf(change)).toBe(expected);
  });

  test("says a rate's change in points, without a per cent of a per cent", () => {
    expect(textOf({ kind: "relative", difference: 0.0012, fraction: 0.04 }, "points")).toBe(
      "+0.12 points",
    );
  });

  test("points its arrow by the sign, not only by colour", () => {
    const arrow = (difference: number) =>
      render(<Delta change={{ kind: "absolute", difference }} unit="count" currency="USD" />)
        .container.querySelector(".delta")
        ?.classList.contains("is-up");

    expect(arrow(1)).toBe(true);
    expect(arrow(-1)).toBe(false);
  });
});

describe("FreshnessChip", () => {
  test.each<[Freshness, string | null, string]>([
    ["fresh", "2026-11-08T08:00:00Z", "Synced 2 h ago"],
    ["late", "2026-11-08T03:00:00Z", "Late, synced 7 h ago"],
    ["stale", "2026-11-07T20:00:00Z", "Stale, synced 14 h ago"],
    ["blocked", "2026-11-05T10:00:00Z", "Reconnect needed, synced 3 d ago"],
    ["blocked", null, "Reconnect needed"],
    ["never", null, "Not synced yet"],
  ])("says %s data of %s", (freshness, syncedAt, expected) => {
    const { container } = render(
      <FreshnessChip freshness={freshness} syncedAt={syncedAt} reason={null} nowMs={NOW_MS} />,
    );

    expect(container.textContent).toBe(expected);
    expect(container.querySelector("time")?.dateTime ?? null).toBe(syncedAt);
  });

  test("gives each state its own shape", () => {
    const states: Freshness[] = ["fresh", "late", "stale", "blocked", "never"];
    const shapes = states.map((freshness) => {
      const { container, unmount } = render(
        <FreshnessChip freshness={freshness} syncedAt={null} reason={null} nowMs={NOW_MS} />,
      );
      const shape = container.querySelector("svg")?.innerHTML;
      unmount();
      return shape;
    });

    expect(new Set(shapes).size).toBe(states.length);
  });

  test("names the exact time for the pointer", () => {
    render(
      <FreshnessChip
        freshness="fresh"
        syncedAt="2026-11-08T08:00:00Z"
        reason={null}
        nowMs={NOW_MS}
      />,
    );

    expect(screen.getByText("2 h ago").title).toBe("2026-11-08 08:00 UTC");
  });
});
