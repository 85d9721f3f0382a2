import { describe, expect, test } from "vitest";
import { epcOf } from "@/components/metrics/epc";
import { httpsLink } from "@/components/top/https-link";
import { topShareOf, withoutOrders } from "@/components/top/top-findings";
import { topQueryOf } from "@/components/top/top-query";
import {
  concentrationWords,
  deadClickWords,
  emptyWords,
  noEpcWords,
  noShareWords,
  postName,
} from "@/components/top/top-words";
import { aBrand, rowsOf, someFigures } from "./top-builders";

describe("httpsLink", () => {
  test.each([
    ["https://shop.example/p/1?a=b#c", "https://shop.example/p/1?a=b#c"],
    ["http://shop.example/", null],
    ["javascript:alert(1)", null],
    [" JAVASCRIPT:alert(1)", null],
    ["data:text/html,hello", null],
    ["//shop.example/p", null],
    ["/settings", null],
    ["https://", null],
    ["https://user@shop.example/", null],
    ["https://:word@shop.example/", null],
    ["", null],
    [null, null],
  ])("%j is followed as %j", (text, expected) => {
    expect(httpsLink(text)).toBe(expected);
  });
});

describe("epcOf", () => {
  const epc = (figures: Parameters<typeof someFigures>[0], days = 28) => {
    const found = epcOf(someFigures(figures), days);
    return found.kind === "none" ? noEpcWords(found) : found.value;
  };

  test.each([
    ["100 clicks are enough", { clicks: 100, commissions: 33.335 }, 33.335],
    ["it is per 100 clicks", { clicks: 400, commissions: 20 }, 5],
    ["returns may push it below zero", { clicks: 200, commissions: -4 }, -2],
    ["99 clicks are too few", { clicks: 99 }, "Fewer than 100 clicks."],
    ["no clicks, no EPC", { clicks: 0 }, "No clicks are counted for it."],
    ["unknown clicks", { clicks: null }, "LTK did not send its clicks or commissions."],
    ["unknown commissions", { commissions: null }, "LTK did not send its clicks or commissions."],
  ])("%s", (_, figures, expected) => {
    expect(epc(figures)).toBe(expected);
  });

  test("six days are too few: a click and its order bear different dates", () => {
    expect(epc({}, 6)).toBe("Fewer than 7 days.");
    expect(epc({}, 7)).toBe(10);
  });
});

describe("withoutOrders", () => {
  test.each([
    ["50 clicks and no order", { clicks: 50, orders: 0 }, 1],
    ["49 clicks are too few", { clicks: 49, orders: 0 }, 0],
    ["one order", { clicks: 500, orders: 1 }, 0],
    ["orders that are not known are not zero", { clicks: 500, orders: null }, 0],
    ["clicks that are not known", { clicks: null, orders: 0 }, 0],
  ])("%s", (_, figures, expected) => {
    const row = aBrand("Calla Home", { figures: someFigures(figures) });
    expect(withoutOrders([row])).toHaveLength(expected);
  });
});

describe("topShareOf", () => {
  const told = {
    kind: "concentration",
    topShare: 0.5,
    hhi: 0.1,
    isDominated: false,
    isTruncated: false,
  } as const;
  const list = (count: number, complete: boolean) => ({
    complete,
    rows: rowsOf(count, (index) => aBrand(`Brand ${index}`)),
  });

  test.each([
    ["a cut-off list", 10, false, told, told],
    ["a whole list that goes on after them", 11, true, told, told],
    ["ten rows of ten say nothing", 10, true, told, null],
    ["fewer rows than are spoken of", 9, false, told, null],
    ["it could not be told", 20, true, { kind: "none", reason: "cut_off" } as const, null],
    ["LTK did not answer", 20, true, null, null],
  ])("%s", (_, count, complete, concentration, expected) => {
    expect(topShareOf(list(count, complete), concentration, 10)).toEqual(expected);
  });
});

test("what is asked of the route: one page, or as much as it reads", () => {
  expect(topQueryOf({ top: "commissions", all: "none" })).toEqual({ by: "commissions", limit: 10 });
  expect(topQueryOf({ top: "orders", all: "brands" })).toEqual({ by: "orders", limit: 50 });
  expect(topQueryOf({ top: "no-orders", all: "none" })).toEqual({ by: "clicks", limit: 50 });
});

test("sentences about lists", () => {
  const totals = { clicks: 0, orders: 0, itemsSold: 0, commissions: 0 };
  expect(concentrationWords("Ten products", 0.4849)).toBe("Ten products bring 48% of commissions.");
  expect(deadClickWords({ found: 31, read: 214, complete: true })).toBe(
    "31 of 214 linked products had 50 or more clicks and no order.",
  );
  expect(deadClickWords({ found: 0, read: 1, complete: true })).toBe(
    "None of 1 linked product had 50 or more clicks and no order.",
  );
  expect(deadClickWords({ found: 7, read: 50, complete: false })).toBe(
    "7 of the 50 most clicked products had 50 or more clicks and no order.",
  );
  expect(emptyWords("products", totals)).toBe("No product earned anything in these days.");
  expect(emptyWords("brands", null)).toBe(
    "LTK lists no brand for these days; what was earned is not known.",
  );
  expect(emptyWords("posts", { ...totals, commissions: null })).toMatch(/not known/);
});

test.each([
  [null, 400, "LTK did not send it."],
  [-3, 400, "Returns took more than it earned."],
  [3, null, "The total of these days is not known."],
  [3, 0, "The total is not above zero."],
])("a share of %j in %j is missing because…", (value, whole, expected) => {
  expect(noShareWords(value, whole)).toBe(expected);
});

test.each([
  ["2026-11-13T12:00:00Z", "UTC", "Post of Fri 13 Nov"],
  ["2026-11-14T03:00:00Z", "America/New_York", "Post of Fri 13 Nov"],
  ["2025-11-13T12:00:00Z", "UTC", "Post of Thu 13 Nov 2025"],
  [null, "UTC", "Post without a date"],
])("a post of %j in %s is called %s", (publishedAt, timezone, expected) => {
  expect(postName(publishedAt, { to: "2026-11-24", timezone })).toBe(expected);
});
