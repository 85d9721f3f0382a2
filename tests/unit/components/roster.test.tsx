// @vitest-environment jsdom
import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { ConnectionToMend } from "@/components/roster/attention";
import { RosterView } from "@/components/roster/roster-view";
import { PAGE_DEFAULTS, type RosterPageQuery } from "@/lib/contracts/query.url";
import type { Roster } from "@/lib/contracts/roster.url";
import {
  aProblemRow,
  aRoster,
  aRow,
  aTotal,
  changeOfCommissions,
  withoutFigures,
} from "./roster-builders";

vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh: () => undefined }) }));

afterEach(cleanup);

const QUERY: RosterPageQuery = {
  ...PAGE_DEFAULTS,
  metric: "commissions",
  sort: "commissions",
  dir: "desc",
  show: "all",
};

function show(
  roster: Roster,
  props: Partial<RosterPageQuery> & { connections?: ConnectionToMend[] } = {},
) {
  const { connections = null, ...query } = props;
  return render(
    <RosterView
      roster={roster}
      query={{ ...QUERY, ...query }}
      connections={connections}
      today="2026-11-08"
      nowMs={Date.parse("2026-11-08T10:00:00Z")}
      eyebrow="Sunday 8 November 2026"
      notice={null}
    />,
  ).container;
}

const DINA = withoutFigures({
  slug: "dina-moss",
  name: "Dina Moss",
  status: "needs_reauth",
  freshness: "blocked",
  reason: { code: "needs_reauth", message: "LTK ended this creator's session." },
});
const KIT = aRow({
  slug: "kit-larsen",
  name: "Kit Larsen",
  freshness: "stale",
  syncedAt: "2026-11-07T22:00:00Z",
  change: changeOfCommissions(-40),
});

const bodyRows = () => {
  const table = screen.getByRole("table", { name: /^Creators/ });
  return [...table.querySelectorAll("tbody tr")].map((row) => row.textContent ?? "");
};

describe("the creators' table", () => {
  test("a row has its value, change, pace, EPC and age, and leads to her page", () => {
    show(aRoster());
    expect(bodyRows()).toEqual([
      expect.stringMatching(/^Ava Lane\$600\+\$100\+20.0%120%\$30.00Synced/),
    ]);
    expect(screen.getByRole("rowheader", { name: "Ava Lane" }).querySelector("a")?.href).toMatch(
      /\/creator\/ava-lane$/,
    );
  });

  test("links keep the range; they take the table's own state nowhere else", () => {
    show(aRoster(), { range: "7d", sort: "epc" });
    const header = screen.getByRole("rowheader", { name: "Ava Lane" });
    expect(header.querySelector("a")?.getAttribute("href")).toBe("/creator/ava-lane?range=7d");
    const link = screen.getByRole("link", { name: /^Falling/ });
    expect(link.getAttribute("href")).toBe("/?range=7d&sort=epc&show=falling");
  });

  test("what is not known is a dash with its reason, never a zero", () => {
    show(aRoster({ rows: [DINA], totals: [] }));
    const [row] = bodyRows();
    expect(row).toContain("—LTK ended this creator's session.");
    expect(row).toContain("Reconnect needed");
    expect(row).not.toContain("$0");
  });

  test("a row of Airtable that cannot be used says what to mend", () => {
    show(
      aRoster({ rows: [aRow(), aProblemRow("Cleo Park", "Missing in Airtable: Publisher_ID.")] }),
    );
    expect(bodyRows()).toContain("Cleo ParkMissing in Airtable: Publisher_ID.");
  });

  test("stale figures lose full ink and their change its colour", () => {
    const page = show(aRoster({ rows: [KIT] }));
    const cells = [...page.querySelectorAll("tbody .creator-money, tbody .creator-change > span")];
    expect(cells.map(({ className }) => /text-ink-2/.test(className))).toEqual([true, true]);
    expect(page.querySelector("tbody .spark")?.getAttribute("data-muted")).toBe("true");
  });

  test.each([
    ["commissions", "desc", "Commissions", "descending", "/?dir=asc"],
    ["commissions", "asc", "Commissions", "ascending", "/"],
    ["name", "asc", "Creator", "ascending", "/?sort=name&dir=desc"],
    ["pace", "desc", "November pace", "descending", "/?sort=pace&dir=asc"],
  ] as const)(
    "sorted by %s %s, its heading says so and turns it round",
    (sort, dir, words, aria, href) => {
      show(aRoster(), { sort, dir });
      const sorted = screen
        .getAllByRole("columnheader")
        .filter((heading) => heading.getAttribute("aria-sort") !== null);
      expect(sorted.map((heading) => heading.getAttribute("aria-sort"))).toEqual([aria]);
      const [heading] = sorted;
      if (heading === undefined) throw new Error("nothing is sorted");
      expect(within(heading).getByRole("link", { name: words }).getAttribute("href")).toBe(href);
    },
  );

  test("the totals are everybody's whatever the filter, and of each currency", () => {
    const rows = [aRow(), KIT, aRow({ slug: "eva", name: "Eva", currency: "EUR" })];
    const totals = [
      aTotal({ currency: "EUR", amount: 320 }),
      aTotal({ amount: 1_200, creators: 2 }),
    ];
    const page = show(aRoster({ rows, totals }), { show: "falling" });
    expect(bodyRows()).toHaveLength(1);
    const foot = [...page.querySelectorAll("tfoot tr")].map((row) => row.textContent);
    expect(foot).toEqual([
      expect.stringMatching(/^Total, EUR€320/),
      expect.stringMatching(/^Total, USD\$1,200.*2 of 3 creators$/),
      // Of one alone there is no average: it is hers.
      "Average, USD$600+$100Of 2 creators, the change of 1",
    ]);
  });

  test("says why a filter leaves nobody", () => {
    show(aRoster(), { show: "falling" });
    expect(screen.getByText("Nobody earned less than in the compared period.")).toBeDefined();
  });

  test("its filters say how many each leaves", () => {
    show(aRoster({ rows: [aRow(), KIT, DINA] }));
    const nav = screen.getByRole("navigation", { name: "Show creators" });
    expect(
      within(nav)
        .getAllByRole("link")
        .map(({ textContent }) => textContent),
    ).toEqual(["All 3", "Need you 2", "Rising 1", "Falling 1"]);
  });
});

describe("who needs somebody", () => {
  const strip = () => screen.getByRole("region", { name: /^Needs you/ });

  test("its number is of people, as the table's filter has it, though many in one trouble are one line", () => {
    const rows = ["Ada", "Bo", "Cy", "Di", "Ed"].map((name) => ({
      ...KIT,
      slug: name.toLowerCase(),
      name,
    }));
    show(
      aRoster({ rows: [DINA, aProblemRow("Cleo Park", "Missing in Airtable: Slug."), ...rows] }),
    );
    expect(strip().textContent).toMatch(/^Needs you 7/);
    expect(strip().querySelector("summary")?.textContent).toBe("5 more: stale");
    const nav = screen.getByRole("navigation", { name: "Show creators" });
    expect(within(nav).getByRole("link", { name: /^Need you/ }).textContent).toBe("Need you 7");
  });

  test("two are told at once, the others a tap away", () => {
    show(aRoster({ rows: [KIT, DINA, aProblemRow("Cleo Park", "Missing in Airtable: Slug.")] }));
    const folded = strip().querySelector("details");
    expect(folded?.open).toBe(false);
    expect(folded?.querySelector("summary")?.textContent).toBe("1 more: Kit Larsen");
    const told = [...strip().querySelectorAll("section > ul li")].map(
      ({ textContent }) => textContent,
    );
    expect(told).toEqual([
      "Dina Moss: reconnect neededLTK ended this creator's session.",
      "Cleo Park: row incompleteMissing in Airtable: Slug.",
    ]);
    expect(folded?.textContent).toContain("Kit Larsen: stale Last figures: Sat 22:00.");
  });

  test("says so when it is nobody", () => {
    show(aRoster());
    expect(strip().textContent).toContain("Nobody: every connection works");
  });

  test("only those who may mend are led to the settings", () => {
    const roster = aRoster({ rows: [DINA] });
    show(roster);
    expect(screen.queryByRole("link", { name: "Reconnect or mend" })).toBeNull();
    cleanup();
    show(roster, { connections: [] });
    expect(screen.getByRole("link", { name: "Reconnect or mend" }).getAttribute("href")).toBe(
      "/settings",
    );
  });
});

describe("the figures", () => {
  test("are the roster's with their changes", () => {
    show(aRoster());
    const text = screen.getByRole("region", { name: "Figures" }).textContent;
    for (const words of ["$600+$100+20.0%", "60+9", "2,000+300", "$30.00+$5.00+20.0%"]) {
      expect(text).toContain(words);
    }
  });

  test("of several currencies stand side by side", () => {
    const totals = [aTotal({ currency: "EUR", amount: 320 }), aTotal()];
    show(aRoster({ totals }));
    const text = screen.getByRole("region", { name: "Figures" }).textContent;
    expect(text).toContain("Commissions, net, EUR");
    expect(text).toContain("€320");
    expect(text).toContain("EPC, USD");
  });

  test("are not made up where nothing is known", () => {
    show(aRoster({ rows: [DINA], totals: [] }));
    expect(screen.getByText("No figures are known for these days.")).toBeDefined();
  });
});

describe("who moved the total", () => {
  test("from the largest rise to the largest fall, with the part of each", () => {
    const person = (name: string, difference: number, contribution: number) => ({
      slug: name.toLowerCase(),
      name,
      difference,
      contribution,
    });
    const movers = {
      gains: [person("Ava", 150, 1.5), person("Bea", 20, 0.2)],
      losses: [person("Kit", -60, -0.6), person("Eva", -10, -0.1)],
    };
    show(aRoster({ totals: [aTotal({ movers })] }));
    const table = screen.getByRole("table", { name: "Changes of commissions by creator" });
    const rows = [...table.querySelectorAll("tbody tr")].map(({ textContent }) => textContent);
    expect(rows).toEqual([
      "Ava150% of the rise+$150",
      "Bea20% of the rise+$20.00",
      "Eva−10% of the rise−$10.00",
      "Kit−60% of the rise−$60.00",
    ]);
    const widths = [...table.querySelectorAll("rect")].map((bar) =>
      Number(bar.getAttribute("width")),
    );
    expect(widths[0]).toBeCloseTo(2.5 * (widths[3] ?? 0));
  });

  test("says that nothing is compared", () => {
    const totals = [aTotal({ compared: null, movers: { gains: [], losses: [] } })];
    show(aRoster({ totals }));
    expect(screen.getByText("Nothing is compared, so nobody moved it.")).toBeDefined();
  });
});

test("an old list of creators is told, with its age", () => {
  show(aRoster({ meta: { listedAt: "2026-11-08T09:30:00Z" } }));
  expect(screen.getByText("Airtable does not answer.")).toBeDefined();
  expect(screen.getByText(/This is its list of 30 min ago/)).toBeDefined();
});

test("nothing has an inline style, which the policy forbids", () => {
  const page = show(aRoster({ rows: [aRow(), KIT, DINA] }));
  expect(page.querySelectorAll("[style]")).toHaveLength(0);
});
