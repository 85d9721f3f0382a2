import { expect, test } from "vitest";
import type { Creator } from "@/lib/airtable/creators";
import { parseSlug } from "@/lib/core/brand";
import { ok } from "@/lib/core/result";
import type { Container } from "@/lib/server/container";
import { listConnections } from "@/lib/server/views/connections";
import type { TokenStatus } from "@/lib/token-manager/token-manager";

const NOW = Date.parse("2026-11-24T12:00:00Z");
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const CREATOR: Creator = {
  recordId: "rec1",
  slug: parseSlug("ava-lane"),
  name: "Ava Lane",
  publisherIds: ["100045"],
  accountId: "200045",
  status: "active",
  statusMessage: undefined,
  timezone: undefined,
  currency: undefined,
  lastRefreshedAt: NOW - HOUR_MS,
  sessionCapturedAt: NOW - 9 * DAY_MS,
  consecutiveFailures: undefined,
  missing: [],
  invalid: [],
};
const TOKENS: TokenStatus = {
  isInDoubt: false,
  isSaved: true,
  isDead: false,
  wasInDoubt: false,
  changedOutsideAt: undefined,
  rowProblem: undefined,
  forcedAt: undefined,
  version: 3,
  expiresAt: NOW + 9 * HOUR_MS,
  grantedAt: undefined,
};

async function connections(
  rows: readonly Partial<Creator>[],
  tokens: Partial<TokenStatus> = {},
  offers: readonly string[] = [],
) {
  const creators = rows.map((row, index) => ({ ...CREATOR, recordId: `rec${index}`, ...row }));
  const container = {
    now: () => NOW,
    snapshot: {
      read: async () =>
        ok({
          creators,
          find: (slug: string) => {
            const matches = creators.filter((creator) => creator.slug === slug);
            return matches.length > 1
              ? { kind: "duplicate", names: matches.map(({ name }) => name) }
              : { kind: "found" };
          },
          readAt: NOW,
          isStale: false,
        }),
    },
    tokens: { statusOf: () => ({ ...TOKENS, ...tokens }) },
    offers: { has: async (ids: readonly string[]) => ids.some((id) => offers.includes(id)) },
  } as unknown as Container;
  const listed = await listConnections(container);
  if (!listed.ok) throw new Error(listed.error.message);
  return listed.value.items;
}

test.each<[string, Partial<Creator>, Partial<TokenStatus>, RegExp | null]>([
  ["active", {}, {}, null],
  ["renewal_due", {}, { expiresAt: NOW + HOUR_MS }, /next run/],
  ["in_doubt", {}, { isInDoubt: true }, /being repeated/],
  ["not_saved", {}, { isSaved: false }, /held in memory/],
  ["failing", { status: "error", statusMessage: "It broke." }, {}, /It broke/],
  ["needs_reauth", { status: "needs_reauth" }, {}, /LTK ended this session/],
  ["needs_reauth", {}, { isDead: true, wasInDoubt: true }, /lost on the way/],
  [
    "needs_reauth",
    { status: "needs_reauth", sessionCapturedAt: NOW - 2 * HOUR_MS },
    {},
    /still open in a browser/,
  ],
  ["paused", { status: "paused" }, {}, null],
  ["never_connected", { missing: ["Access_Token", "ID_Token", "Refresh_Token"] }, {}, null],
  ["incomplete", { missing: ["Publisher_ID"] }, {}, /Publisher_ID/],
  ["unknown", { status: "unknown" }, { expiresAt: undefined }, null],
  ["active", {}, { changedOutsideAt: NOW }, /by hand/],
  ["active", {}, { rowProblem: "another_row" }, /another row's session/],
])("%s", async (state, creator, tokens, note) => {
  const [connection] = await connections([creator], tokens);
  expect(connection?.state).toBe(state);
  if (note === null) expect(connection?.note).toBeNull();
  else expect(connection?.note).toMatch(note);
});

test("ids are shown by their last two digits, ages in days, times as ISO", async () => {
  expect((await connections([{}]))[0]).toMatchObject({
    account: "••45",
    sessionAgeDays: 9,
    accessExpiresAt: "2026-11-24T21:00:00.000Z",
    lastRenewedAt: "2026-11-24T11:00:00.000Z",
  });
});

test("who needs somebody comes first, then by name; rows that cannot be used cannot be connected", async () => {
  const items = await connections([
    { name: "Bea", slug: parseSlug("bea") },
    { name: "Ava" },
    { name: "Zoe", slug: parseSlug("zoe"), status: "needs_reauth" },
    { name: "Nameless", slug: undefined, missing: ["Slug"] },
    { name: "Paused", slug: parseSlug("paused"), status: "paused" },
  ]);
  expect(items.map(({ name, canConnect }) => [name, canConnect])).toEqual([
    ["Nameless", false],
    ["Zoe", true],
    ["Ava", true],
    ["Bea", true],
    ["Paused", false],
  ]);
});

test("a session that was pasted elsewhere is offered to its own creator alone", async () => {
  const items = await connections(
    [{}, { name: "Bea", slug: parseSlug("bea"), publisherIds: ["100046"] }],
    {},
    ["100046"],
  );
  expect(items.map(({ name, hasOffer }) => [name, hasOffer])).toEqual([
    ["Ava Lane", false],
    ["Bea", true],
  ]);
});
