import { expect, test } from "vitest";
import type { Creator } from "@/lib/airtable/creators";
import { parseSlug } from "@/lib/core/brand";
import { err, ok } from "@/lib/core/result";
import type { Container } from "@/lib/server/container";
import { countConnectionsToMend, listConnections } from "@/lib/server/views/connections";
import type { TokenStatus } from "@/lib/token-manager/token-manager";

const NOW = Date.parse("2026-11-24T12:00:00Z");
const READ_AT = NOW - 30_000;
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
  consecutiveFailures: 0,
  sessionCapturedAt: NOW - 9 * DAY_MS,
  missing: [],
  invalid: [],
};
const TOKENS: TokenStatus = {
  hasSession: true,
  isInDoubt: false,
  isSealed: true,
  isInStore: true,
  isSaved: true,
  isDead: false,
  wasInDoubt: false,
  isOfOther: false,
  diedAt: undefined,
  isRenewedElsewhere: false,
  journalProblem: undefined,
  changedOutsideAt: undefined,
  rowProblem: undefined,
  forcedAt: undefined,
  version: 3,
  expiresAt: NOW + 9 * HOUR_MS,
  grantedAt: undefined,
};

interface World {
  readonly tokens?: Partial<TokenStatus> | undefined;
  /** Publisher ids for which a session is kept. */
  readonly offers?: readonly string[];
  readonly canRefreshTokens?: boolean;
}

function worldOf(rows: readonly Partial<Creator>[], world: World = {}): Container {
  const { tokens = {}, offers = [], canRefreshTokens = true } = world;
  const creators = rows.map((row, index) => ({ ...CREATOR, recordId: `rec${index}`, ...row }));
  return {
    env: { canRefreshTokens },
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
          readAt: READ_AT,
          isStale: false,
        }),
    },
    tokens: {
      load: async () => undefined,
      statusOf: () => ("tokens" in world && !world.tokens ? undefined : { ...TOKENS, ...tokens }),
    },
    offers: { has: async (ids: readonly string[]) => ids.some((id) => offers.includes(id)) },
  } as unknown as Container;
}

async function connections(rows: readonly Partial<Creator>[], world: World = {}) {
  const listed = await listConnections(worldOf(rows, world));
  if (!listed.ok) throw new Error(listed.error.message);
  return listed.value.items;
}

const NO_TOKENS = { missing: ["Access_Token", "ID_Token", "Refresh_Token"] };
const NEVER = { ...NO_TOKENS, lastRefreshedAt: undefined, sessionCapturedAt: undefined };
const DEAD = { status: "needs_reauth", statusMessage: "LTK ended this session." } as const;
const SHARED = /still open in a browser. Reconnect from a private window/;

test.each<[string, Partial<Creator>, Partial<TokenStatus> | undefined, RegExp | null]>([
  ["active", {}, {}, null],
  ["active", {}, { changedOutsideAt: NOW }, /^Changed outside/],
  ["active", {}, { rowProblem: "another_row" }, /another row's session; .* put back/],
  ["active", {}, { rowProblem: "spent" }, /an older session of hers, which is spent; .* put back/],
  ["active", {}, { rowProblem: "version" }, /^Token_Version had been edited/],
  ["active", {}, { isRenewedElsewhere: true, changedOutsideAt: NOW }, /^Another program renews/],
  ["active", {}, { isInStore: false, grantedAt: NOW - 5 * 60_000 }, null],
  ["active", {}, { isInStore: false, grantedAt: NOW - HOUR_MS }, /the shared store holds them/],
  ["active", { status: "unknown" }, { grantedAt: NOW - HOUR_MS }, null],
  ["unreadable", {}, { journalProblem: "unreadable" }, /TOKEN_KEYS/],
  ["unreadable", {}, { hasSession: false, rowProblem: "unreadable" }, /TOKEN_KEYS/],
  ["unknown", {}, { journalProblem: "unreachable" }, /store does not answer/],
  ["needs_reauth", {}, { isDead: true, isOfOther: true }, /proved to be another creator's/],
  ["needs_reauth", {}, { isDead: true, diedAt: NOW - 8.1 * DAY_MS }, SHARED],
  ["renewal_due", {}, { expiresAt: NOW + HOUR_MS }, /next run/],
  ["overdue", {}, { expiresAt: NOW }, /next run/],
  ["in_doubt", {}, { isInDoubt: true }, /being repeated/],
  ["not_saved", {}, { isSaved: false }, /held in memory/],
  ["failing", { status: "error", statusMessage: "It broke." }, {}, null],
  ["needs_reauth", DEAD, {}, /^LTK ended this session\.$/],
  ["needs_reauth", DEAD, undefined, /^LTK ended this session\.$/],
  ["needs_reauth", {}, { isDead: true }, /^LTK ended this session\.$/],
  ["needs_reauth", {}, { isDead: true, wasInDoubt: true }, /lost on the way/],
  ["needs_reauth", { ...DEAD, lastRefreshedAt: NOW - 8.1 * DAY_MS }, {}, SHARED],
  ["needs_reauth", { ...DEAD, lastRefreshedAt: NOW - 7.9 * DAY_MS }, {}, /ended this session\.$/],
  ["needs_reauth", { ...DEAD, lastRefreshedAt: undefined }, {}, /ended this session\.$/],
  ["paused", { status: "paused" }, { isDead: true }, /set it to active/],
  ["never_connected", NEVER, { hasSession: false }, /a blank Refresh_Token. Paste/],
  ["never_connected", NEVER, undefined, /a blank Refresh_Token. Paste/],
  ["not_connected", NO_TOKENS, { hasSession: false }, /a blank Refresh_Token. Paste/],
  ["not_connected", {}, { hasSession: false, rowProblem: "text" }, /holds text that is no token/],
  ["incomplete", { missing: ["Publisher_ID"] }, {}, /Publisher_ID/],
  [
    "incomplete",
    { slug: undefined, invalid: ["Slug"] },
    undefined,
    /Slug in Airtable is not valid/,
  ],
  ["unknown", { status: "unknown" }, {}, /Airtable does not say/],
  ["unknown", {}, { expiresAt: undefined }, /No token of hers can be read yet/],
  ["unknown", {}, undefined, /No token of hers can be read yet/],
])("%s (%#)", async (state, creator, tokens, note) => {
  const [connection] = await connections([creator], { tokens });
  expect(connection?.state).toBe(state);
  if (note === null) expect(connection?.note).toBeNull();
  else expect(connection?.note).toMatch(note);
});

test("a row that was read before the newest tokens came does not call them dead or missing", async () => {
  const fresh = { grantedAt: READ_AT, hasSession: true };
  for (const row of [DEAD, NEVER, { status: "error", statusMessage: "Old." } as const]) {
    const [connection] = await connections([row], { tokens: fresh });
    expect(connection).toMatchObject({ state: "active", note: null, lastError: null });
  }
  const [unsaved] = await connections([DEAD], {
    tokens: { grantedAt: 0, isInStore: false, isSaved: false },
  });
  expect(unsaved?.state).toBe("not_saved");
});

test("the last error is said once, and without whatever somebody pasted into its cell", async () => {
  const [failing] = await connections([
    {
      status: "error",
      statusMessage: "refresh_token=v1.abcdefghij failed",
      consecutiveFailures: 3,
    },
  ]);
  expect(failing).toMatchObject({
    lastError: "refresh_token=[secret] failed",
    consecutiveFailures: 3,
  });
  const [dead] = await connections([DEAD]);
  expect(dead?.lastError).toBeNull();
});

test("where sessions are not renewed, none can be connected, and due ones are another's to renew", async () => {
  const [connection] = await connections([{}], {
    canRefreshTokens: false,
    tokens: { expiresAt: NOW },
  });
  expect(connection).toMatchObject({ state: "overdue", canConnect: false });
  expect(connection?.note).toMatch(/does not renew/);
});

test("a session that is over has no age", async () => {
  const items = await connections([{}], { tokens: { isDead: true } });
  expect(items[0]).toMatchObject({ sessionAgeDays: null, sessionCapturedAt: null });
});

test("those that need somebody are counted for the navigation; none while the list is not known", async () => {
  const rows = [{}, { ...DEAD, slug: parseSlug("bea") }, { missing: ["Slug"], slug: undefined }];
  expect(await countConnectionsToMend(worldOf(rows))).toBe(2);
  const down = { snapshot: { read: async () => err({ code: "unavailable", message: "down" }) } };
  expect(await countConnectionsToMend(down as unknown as Container)).toBe(0);
});

test("ids are shown by their last two digits, ages in days, times as ISO", async () => {
  expect((await connections([{}]))[0]).toMatchObject({
    account: "••45",
    sessionAgeDays: 9,
    sessionCapturedAt: "2026-11-15T12:00:00.000Z",
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
    ["Zoe", true],
    ["Nameless", false],
    ["Ava", true],
    ["Bea", true],
    ["Paused", false],
  ]);
  expect(items.map(({ needsAction }) => needsAction)).toEqual([true, true, false, false, false]);
});

test("a session that was pasted elsewhere is offered to its own creator alone", async () => {
  const items = await connections(
    [{}, { name: "Bea", slug: parseSlug("bea"), publisherIds: ["100046"] }],
    { offers: ["100046"] },
  );
  expect(items.map(({ name, hasOffer }) => [name, hasOffer])).toEqual([
    ["Ava Lane", false],
    ["Bea", true],
  ]);
});
