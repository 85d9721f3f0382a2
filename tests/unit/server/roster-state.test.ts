import { expect, test } from "vitest";
import { PAGE_DEFAULTS, pageHref } from "@/lib/contracts/query.url";
import { readRosterState } from "@/lib/server/roster-state";

const USUAL = {
  metric: "commissions",
  sort: "commissions",
  dir: "desc",
  show: "all",
  problem: null,
};

test("an address without state is the usual table", () => {
  expect(readRosterState({})).toEqual(USUAL);
});

test("what a link writes is what is read back, and the usual is not written", () => {
  const state = { metric: "all", sort: "pace", dir: "asc", show: "falling" } as const;
  const href = pageHref("/", { ...PAGE_DEFAULTS, ...state });
  expect(href).toBe("/?metric=all&sort=pace&dir=asc&show=falling");
  expect(readRosterState(Object.fromEntries(new URLSearchParams(href.slice(2))))).toEqual({
    ...state,
    problem: null,
  });
  const names = { sort: "name", dir: "asc", show: "all" } as const;
  expect(pageHref("/", { ...PAGE_DEFAULTS, ...names })).toBe("/?sort=name");
});

test("names begin with A, figures with the largest", () => {
  expect(readRosterState({ sort: "name" }).dir).toBe("asc");
  expect(readRosterState({ sort: "epc" }).dir).toBe("desc");
});

test.each(["metric", "sort", "dir", "show"])(
  "a bad %s falls back and is said, without its value",
  (name) => {
    const read = readRosterState({ [name]: "<b>" });
    expect(read).toMatchObject({ sort: "commissions", show: "all" });
    expect(read.problem).toMatch(new RegExp(`^${name} is not valid: allowed are .+\\.$`));
    expect(read.problem).not.toContain("<b>");
  },
);
