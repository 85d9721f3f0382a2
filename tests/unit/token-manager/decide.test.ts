import { describe, expect, test } from "vitest";
import { type Decision, decide, type Freshness } from "@/lib/token-manager/decide";
import { HOUR, MINUTE, START } from "./doubles";

const life = (remainingMs: number, totalMs = 10 * HOUR) => ({
  issuedAt: START + remainingMs - totalMs,
  expiresAt: START + remainingMs,
});

function aSession(overrides: Partial<Freshness> = {}): Freshness {
  return {
    access: life(2 * HOUR),
    id: life(2 * HOUR),
    isIdRenewed: true,
    grantedAt: undefined,
    ...overrides,
  };
}

const both = (remainingMs: number, totalMs?: number) => ({
  access: life(remainingMs, totalMs),
  id: life(remainingMs, totalMs),
});

const CASES: readonly [string, Partial<Freshness>, Decision["action"], Decision["reason"]][] = [
  ["two hours left", {}, "use", "fresh"],
  ["just over the background margin", both(15 * MINUTE + 1), "use", "fresh"],
  [
    "at the background margin",
    both(15 * MINUTE),
    "refresh_background",
    "ends_within_background_margin",
  ],
  [
    "just over the on-demand margin",
    both(5 * MINUTE + 1),
    "refresh_background",
    "ends_within_background_margin",
  ],
  ["at the on-demand margin", both(5 * MINUTE), "refresh_now", "ends_within_on_demand_margin"],
  ["ends in transit", both(20_000), "refresh_now", "expired"],
  ["ended", both(-1), "refresh_now", "expired"],
  ["the id token ends first", { id: life(-1) }, "refresh_now", "expired"],
  ["the access token ends first", { access: life(-1) }, "refresh_now", "expired"],
  ["no access token", { access: undefined }, "refresh_now", "no_access_token"],
  ["no id token", { id: undefined }, "refresh_now", "no_id_token"],
  ["the last grant brought no id token", { id: undefined, isIdRenewed: false }, "use", "fresh"],
  [
    "an old id token that the last grant did not renew",
    { id: life(-HOUR), isIdRenewed: false },
    "use",
    "fresh",
  ],
  ["a short life caps the margin at its half", both(6 * MINUTE, 11 * MINUTE), "use", "fresh"],
  [
    "no early grant within ten minutes of the last",
    both(2 * MINUTE, 11 * MINUTE),
    "use",
    "granted_recently",
  ],
  [
    "a granted token within its margin ten minutes later",
    { ...both(4 * MINUTE, 20 * MINUTE), grantedAt: START - 10 * MINUTE },
    "refresh_now",
    "ends_within_on_demand_margin",
  ],
  [
    "our clock is ahead: a token granted this minute counts as alive",
    { ...both(-HOUR), grantedAt: START - 1_000 },
    "use",
    "just_granted",
  ],
  [
    "a life we do not know",
    { access: { issuedAt: undefined, expiresAt: START + HOUR } },
    "use",
    "fresh",
  ],
];

describe("decide", () => {
  test.each(CASES)("%s", (_name, overrides, action, reason) => {
    expect(decide(aSession(overrides), START)).toMatchObject({ action, reason });
  });

  test("the cron's margin is its own", () => {
    expect(decide(aSession(both(50 * MINUTE)), START, 60 * MINUTE).action).toBe(
      "refresh_background",
    );
    expect(decide(aSession(both(50 * MINUTE)), START).action).toBe("use");
  });

  test("the end is the earlier end of both tokens", () => {
    expect(decide(aSession({ id: life(HOUR) }), START).expiresAt).toBe(START + HOUR);
  });
});
