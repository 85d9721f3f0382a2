import { describe, expect, test } from "vitest";
import { attentionOf } from "@/components/roster/attention";
import { coverageWords } from "@/components/roster/coverage-words";
import { headlineWords } from "@/components/roster/headline-words";
import { contributionWords, mixWords } from "@/components/roster/movers-words";
import { rosterPaceWords } from "@/components/roster/roster-pace";
import { emptyShowWords, noPaceWords } from "@/components/roster/roster-words";
import { showRows, sortRows } from "@/lib/analytics/roster-order";
import { rosterPace } from "@/lib/analytics/roster-pace";
import { ROSTER_SORTS } from "@/lib/contracts/query.url";
import {
  aPace,
  aProblemRow,
  aRoster,
  aRow,
  aTotal,
  changeOfCommissions,
  withoutFigures,
} from "./roster-builders";

/** A Sunday, eight in the morning of which all was synced. */
const NOW_MS = Date.parse("2026-11-08T10:00:00Z");
const DINA = { slug: "dina-moss", name: "Dina Moss" };
const KIT = { slug: "kit-larsen", name: "Kit Larsen" };

describe("headlineWords", () => {
  test("says what the roster earned and how that compares", () => {
    expect(headlineWords(aRoster())).toBe(
      "The roster earned $600 in one week, 20.0% more than the week before.",
    );
  });

  test("says how many are known when not all are", () => {
    const rows = [aRow(), withoutFigures(DINA)];
    expect(headlineWords(aRoster({ rows }))).toMatch(/^1 of 2 creators earned \$600/);
  });

  test("a period that is not over is compared with as much of the one before", () => {
    const range = { ...aRoster().meta.range, partial: true };
    expect(headlineWords(aRoster({ meta: { range } }))).toBe(
      "The roster earned $600 in one week so far, 20.0% more than at this point of the week before.",
    );
  });

  test("never adds up currencies, and compares none of them in the sentence", () => {
    const totals = [aTotal({ currency: "EUR", amount: 320 }), aTotal()];
    const rows = [aRow(), aRow({ ...KIT, currency: "EUR" })];
    expect(headlineWords(aRoster({ rows, totals }))).toBe(
      "The roster earned €320 and $600 in one week.",
    );
  });

  test("gives no percentage from a base of zero, and says where nothing is known", () => {
    const change = { kind: "absolute", difference: 600 } as const;
    const compared = { current: 600, previous: 0, creators: 1, change };
    expect(headlineWords(aRoster({ totals: [aTotal({ compared })] }))).toBe(
      "The roster earned $600 in one week.",
    );
    expect(headlineWords(aRoster({ totals: [] }))).toBe("1 creator; what she earned is not known.");
  });

  test("says as much as before where nothing changed", () => {
    const change = { kind: "relative", difference: 0, fraction: 0 } as const;
    const compared = { current: 600, previous: 600, creators: 1, change };
    expect(headlineWords(aRoster({ totals: [aTotal({ compared })] }))).toMatch(
      /, as much as the week before\.$/,
    );
  });
});

describe("coverageWords", () => {
  const words = (coverage: object, rows = [aRow(), aRow(KIT)]) =>
    coverageWords(aRoster({ rows, coverage }), NOW_MS);

  test("says that everybody is up to date", () => {
    expect(words({})).toBe("All 2 creators up to date");
    expect(words({ scope: 1, fresh: 1 }, [aRow()])).toBe("1 of 1 creator up to date");
  });

  test.each([
    ["2026-11-07T22:00:00Z", "Sat 22:00"],
    ["2026-10-30T22:00:00Z", "30 Oct"],
  ])("names who is stale, and since when: %s", (syncedAt, since) => {
    const rows = [aRow(), aRow({ ...KIT, syncedAt })];
    expect(words({ fresh: 1, stale: [KIT] }, rows)).toBe(
      `1 of 2 creators up to date · Kit Larsen stale since ${since}`,
    );
  });

  test("names who is in no sum, and only counts where they are many", () => {
    expect(words({ fresh: 1, unknown: [DINA] })).toBe(
      "1 of 2 creators up to date · Dina Moss without figures, not counted",
    );
    expect(
      words({ scope: 9, fresh: 0, stale: Array(5).fill(KIT), unknown: Array(4).fill(DINA) }),
    ).toBe("0 of 9 creators up to date · 5 stale, and counted · 4 without figures, not counted");
  });
});

describe("attentionOf", () => {
  const reason = (code: string, message = "So it is.") => ({ reason: { code, message } });

  test("names who needs somebody, the most urgent first", () => {
    const items = attentionOf(
      [
        aRow(),
        aRow({ ...KIT, freshness: "stale", ...reason("ltk_unavailable", "LTK did not answer.") }),
        withoutFigures({ slug: "fern-okoye", name: "Fern Okoye", ...reason("ltk_bad_shape") }),
        aRow({ slug: "esme-hart", name: "Esme Hart", status: "error" }),
        aProblemRow("Cleo Park", "Missing in Airtable: Publisher_ID."),
        withoutFigures({ ...DINA, status: "needs_reauth", freshness: "blocked" }),
      ],
      [],
    );
    expect(items.map(({ name, words }) => `${name}: ${words}`)).toEqual([
      "Dina Moss: reconnect needed",
      "Cleo Park: row incomplete",
      "Esme Hart: renewal failing",
      "Fern Okoye: no figures",
      "Kit Larsen: stale",
    ]);
    expect(items.map(({ mark }) => mark)).toEqual([
      "square",
      "diamond",
      "triangle",
      "dashed",
      "triangle",
    ]);
    expect(items.at(-1)).toMatchObject({ detail: "LTK did not answer.", slug: "kit-larsen" });
  });

  test.each([
    ["fresh", {}],
    ["late", { freshness: "late" }],
    ["new, without figures yet", { totals: null }],
    ["paused on purpose", { status: "paused", freshness: "blocked", ...reason("paused") }],
  ] as const)("leaves out who is %s", (_, row) => {
    expect(attentionOf([aRow(row)], [])).toEqual([]);
  });

  test("a session that was never there is a reconnection, whatever the row's status", () => {
    const row = withoutFigures({ ...DINA, status: "unknown", ...reason("not_connected") });
    expect(attentionOf([row], [])[0]?.words).toBe("reconnect needed");
  });

  test("when LTK is away, those who wait for it are one line, and whoever must act is not among them", () => {
    const away = {
      freshness: "stale",
      ...reason("ltk_unavailable", "LTK did not answer."),
    } as const;
    const stale = ["A", "B", "C", "D", "E"].map((name) => aRow({ slug: name, name, ...away }));
    const others = [
      aRow({ ...KIT, freshness: "stale", ...reason("ltk_forbidden") }),
      aRow({ ...DINA, status: "needs_reauth" }),
    ];
    const items = attentionOf([...stale, ...others], []);
    expect(items.map(({ name, words, slug }) => [name, words, slug])).toEqual([
      ["Dina Moss", "reconnect needed", "dina-moss"],
      ["5 creators", "stale", null],
      ["Kit Larsen", "stale", "kit-larsen"],
    ]);
    expect(attentionOf(stale.slice(0, 3), [])).toHaveLength(3);
  });

  test("an admin is told what only the settings know, and nobody twice", () => {
    const connection = { slug: "ava-lane", name: "Ava Lane", note: "Paste a new session." };
    const connections = [
      { ...connection, state: "unreadable" } as const,
      { ...DINA, state: "needs_reauth", note: null } as const,
    ];
    const rows = [aRow(), aRow({ ...DINA, status: "needs_reauth" })];
    expect(attentionOf(rows, connections).map(({ name, words }) => [name, words])).toEqual([
      ["Dina Moss", "reconnect needed"],
      ["Ava Lane", "cannot be decrypted"],
    ]);
  });
});

describe("the roster's pace", () => {
  const month = (current: number, previous: number, soFar = { amount: current, days: 7 }) => ({
    month: {
      forecast: aRow().month?.forecast ?? NO_FORECAST,
      pace: aPace(current, previous),
      soFar: { ...soFar, to: "2026-11-07" },
    },
  });
  const NO_FORECAST = { kind: "none", reason: "too_little_history" } as const;
  const without = (reason: "small_sample" | "no_complete_day") => ({
    month: { forecast: NO_FORECAST, pace: { kind: "none", reason } as const, soFar: null },
  });

  test("adds up first and divides once, exactly", () => {
    const rows = [aRow(month(0.1, 1)), aRow(month(0.2, 2)), aRow(without("small_sample"))];
    expect(rosterPace(rows)).toEqual([
      {
        currency: "USD",
        soFar: 0.3,
        isWhole: true,
        current: 0.3,
        previous: 3,
        ratio: 0.1,
        creators: 2,
      },
    ]);
  });

  test("is said against the month before, with who is in it", () => {
    expect(
      rosterPaceWords([aRow(month(600, 500)), aRow(without("small_sample"))], "2026-11-08"),
    ).toBe("November so far (1 of 2 creators): $600, 20.0% more than October at this point.");
  });

  test("is told whole where of somebody only some days can be compared", () => {
    const rows = [aRow(month(600, 500)), aRow(month(400, 400, { amount: 700, days: 9 }))];
    expect(rosterPaceWords(rows, "2026-11-10")).toBe(
      "November so far: $1,300, 11.1% more than October at this point on the days known of both months.",
    );
  });

  test("is said of each currency", () => {
    const rows = [aRow(month(600, 500)), aRow({ currency: "EUR", ...month(80, 100) })];
    expect(rosterPaceWords(rows, "2026-11-08")).toBe(
      "November so far: €80.00, 20.0% less than October at this point; $600, 20.0% more.",
    );
  });

  test("where there is none, says why", () => {
    expect(rosterPaceWords([aRow(without("no_complete_day"))], "2026-11-01")).toMatch(
      /begins today/,
    );
    expect(rosterPaceWords([aRow(without("small_sample"))], "2026-11-08")).toMatch(/not known yet/);
    expect(noPaceWords("small_sample")).toMatch(/ten orders/);
  });
});

describe("the table's order", () => {
  const rows = [
    aRow({ name: "A", totals: null, change: null, month: null, epc: null }),
    aRow({ name: "B", change: changeOfCommissions(-10), epc: { kind: "ratio", value: 0.4 } }),
    aRow({ name: "C", ...withTotal(900), epc: { kind: "ratio", value: 0.1 } }),
  ];

  function withTotal(commissions: number) {
    const { totals } = aRow();
    return { totals: totals === null ? null : { ...totals, commissions } };
  }

  const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).join("");

  test.each([
    ["commissions", "desc", "CBA"],
    ["commissions", "asc", "BCA"],
    ["change", "desc", "CBA"],
    ["epc", "asc", "CBA"],
    ["pace", "desc", "BCA"],
    ["name", "desc", "CBA"],
    ["name", "asc", "ABC"],
  ] as const)("by %s, %s: %s, what is not known last", (sort, dir, expected) => {
    expect(names(sortRows(rows, { sort, dir }))).toBe(expected);
  });

  test("rows of one currency stand together when they are sorted by money", () => {
    const euros = aRow({ name: "E", currency: "EUR", ...withTotal(700) });
    const sorted = sortRows([...rows, euros], { sort: "commissions", dir: "desc" });
    expect(names(sorted)).toBe("ECBA");
  });

  test.each([
    ["all", "ABC"],
    ["rising", "C"],
    ["falling", "B"],
    ["attention", ""],
  ] as const)("shows %s: %s", (show, expected) => {
    expect(names(showRows(rows, show))).toBe(expected);
  });

  test("says why a filter leaves nobody", () => {
    expect(emptyShowWords("rising", true)).toMatch(/^Nobody earned more/);
    expect(emptyShowWords("rising", false)).toMatch(/^Nothing is compared/);
    expect(emptyShowWords("attention", false)).toBe("Nobody needs you.");
    expect(ROSTER_SORTS).toHaveLength(5);
  });
});

describe("movers", () => {
  test.each([
    [0.54, 100, "54% of the rise"],
    [-0.12, 100, "−12% of the rise"],
    [1.2, -100, "120% of the fall"],
    [null, 100, null],
  ])("a part of %d in a change of %d is %s", (contribution, change, words) => {
    expect(contributionWords(contribution, change)).toBe(words);
  });

  test("says what came of clicks moving, only where that says something", () => {
    const mix = { change: -0.008, mix: -0.006, within: -0.002 };
    expect(mixWords(aTotal({ mix }))).toBe(
      "Per 100 clicks the roster’s EPC moved by −$0.80: −$0.60 because clicks moved between creators, −$0.20 because of their own EPC.",
    );
    expect(mixWords(aTotal())).toBeNull();
  });
});
