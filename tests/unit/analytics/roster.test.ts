import { expect, test } from "vitest";
import { type RosterMember, rosterSentence } from "@/lib/analytics/roster";

function member(now: number | null, before: number | null, currency = "USD"): RosterMember {
  return {
    data: {
      totals: { commissions: now },
      compared: { current: { commissions: now }, previous: { commissions: before } },
    },
    meta: { currency, range: { partial: false } },
  };
}

test("says what the roster earned and how that compares", () => {
  expect(rosterSentence([member(600, 500), member(500, 500)], 2)).toBe(
    "2 creators earned $1,100, 10.0% more than in the period before.",
  );
});

test("says how many are known, and compares only those with both periods", () => {
  expect(rosterSentence([member(900, 1_000), member(null, 400), member(100, null)], 4)).toBe(
    "2 of 4 creators earned $1,000, 10.0% less than in the period before.",
  );
});

test("a period that is not over is compared on the days that are", () => {
  const member: RosterMember = {
    data: {
      totals: { commissions: 130 },
      compared: { current: { commissions: 110 }, previous: { commissions: 100 } },
    },
    meta: { currency: "USD", range: { partial: true } },
  };
  expect(rosterSentence([member], 1)).toBe(
    "1 creator earned $130, 10.0% more than at this point of the period before.",
  );
});

test("adds cents exactly", () => {
  const members = Array.from({ length: 10 }, () => member(0.1, null));
  expect(rosterSentence(members, 10)).toBe("10 creators earned $1.00.");
});

test("gives no percentage from a base of zero or below", () => {
  expect(rosterSentence([member(100, 0)], 1)).toBe("1 creator earned $100.");
  expect(rosterSentence([member(100, -20)], 1)).toBe("1 creator earned $100.");
});

test("never adds up currencies, and says nothing where nothing is known", () => {
  expect(rosterSentence([member(1, 1), member(1, 1, "EUR")], 2)).toBe("2 creators.");
  expect(rosterSentence([member(null, null)], 1)).toBe("1 creator.");
});
