import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import {
  AVA,
  aRow,
  codeOf,
  fingerprint,
  HOUR,
  MINUTE,
  requireOk,
  reset,
  START,
  setUp,
  slugOf,
} from "./doubles";

const ISSUER = "https://issuer.example/";
const CLIENT = "client-of-web-app";
const PROFILE = "http://shopltk.com/profile";
const AVAS = { [PROFILE]: { app_user_id: 100_001, account_id: 200_001 } };
const BEAS = { [PROFILE]: { app_user_id: 100_002, account_id: 200_002 } };
const FRESH = "v1.a-session-from-a-private-window";

let keys: Awaited<ReturnType<typeof generateKeyPair>>;
let strangers: typeof keys;

beforeAll(async () => {
  [keys, strangers] = await Promise.all([generateKeyPair("RS256"), generateKeyPair("RS256")]);
});

interface TokenOptions {
  readonly claims?: Record<string, unknown>;
  readonly issuer?: string;
  readonly endsAt?: number;
  readonly issuedAt?: number;
  readonly azp?: string;
  readonly key?: typeof keys;
}

function sign(options: TokenOptions = {}): Promise<string> {
  const issuedAt = options.issuedAt ?? START - MINUTE;
  return new SignJWT({ azp: options.azp ?? CLIENT, ...(options.claims ?? AVAS) })
    .setProtectedHeader({ alg: "RS256", kid: "k1" })
    .setIssuer(options.issuer ?? ISSUER)
    .setIssuedAt(Math.floor(issuedAt / 1_000))
    .setExpirationTime(Math.floor((options.endsAt ?? START + 10 * HOUR) / 1_000))
    .sign((options.key ?? keys).privateKey);
}

const BEA = aRow({
  recordId: "recBea",
  slug: slugOf("bea-ortiz"),
  name: "Bea Ortiz",
  publisherIds: ["100002"],
  refreshToken: "v1.first-refresh-token-of-bea",
});

/** A world with two creators, a token endpoint and the issuer's keys. Ava's session has ended. */
async function world(options: { readonly keysDown?: boolean; readonly canGrant?: boolean } = {}) {
  const ava = aRow();
  const dead = { ...ava, deadFingerprint: fingerprint(ava.refreshToken ?? "") };
  const base = setUp({ rows: [dead, BEA] });
  base.auth.live.clear();
  base.auth.live.add(FRESH);
  base.auth.live.add(BEA.refreshToken ?? "");
  base.auth.setClaims(AVAS);
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: "k1", alg: "RS256" };
  let keyReads = 0;
  const fetcher: typeof fetch = async (url, init) => {
    if (!String(url).endsWith("jwks.json")) return base.auth.fetch(url, init);
    keyReads += 1;
    if (options.keysDown === true) throw reset();
    return Response.json({ keys: [jwk] });
  };
  const manager = base.restart({ fetch: fetcher, canGrant: options.canGrant ?? true });
  const paste = async (tokens: Record<string, unknown> = {}) =>
    manager.connect(AVA, JSON.stringify({ refresh_token: FRESH, client_id: CLIENT, ...tokens }));
  return { ...base, manager, paste, keyReads: () => keyReads };
}

describe("a good session", () => {
  test("is rotated at once, saved with when and whose client, and served", async () => {
    const { manager, auth, table, paste, clock, landed, statuses } = await withStatuses();
    const connected = requireOk(
      await paste({ access_token: await sign(), id_token: await sign() }),
    );
    expect(connected).toEqual({ isSaved: true });
    expect(auth.sent).toEqual([FRESH]);
    expect(auth.clientId()).toBe(CLIENT);
    expect(table.row().refreshToken).toBe("v1.granted-refresh-token-1");
    expect(table.logins).toEqual([{ capturedAt: clock.now(), clientId: CLIENT }]);
    await landed();
    expect(statuses()).toEqual(["active"]);
    expect(requireOk(await manager.getValidToken(AVA))).toMatchObject({ version: 5, saved: true });
    expect(auth.grants()).toBe(1);
    expect(manager.statusOf(AVA)).toMatchObject({ isDead: false, isSaved: true });
  });

  test("with the refresh part alone is taken too", async () => {
    const { paste, auth } = await world();
    requireOk(await paste({ client_id: undefined }));
    expect(auth.clientId()).toBe("client-of-token");
  });

  test("is taken while the issuer's keys cannot be had", async () => {
    const { paste } = await world({ keysDown: true });
    requireOk(await paste({ access_token: await sign() }));
  });

  test("is held in memory, served and saved later when Airtable refuses after the grant", async () => {
    const { paste, table, manager, clock, landed } = await world();
    table.fail("saveTokens", 2);
    expect(requireOk(await paste())).toEqual({ isSaved: false });
    expect(requireOk(await manager.getValidToken(AVA)).saved).toBe(false);
    for (let step = 0; step < 4; step += 1) await clock.advance(MINUTE);
    await landed();
    expect(table.row().refreshToken).toBe("v1.granted-refresh-token-1");
  });

  test("whose answer is cut off is sent once more, inside a possible overlap", async () => {
    const { paste, auth, clock } = await world();
    auth.families.overlapMs = 10_000;
    auth.script.push("commit-then-drop");
    const pasting = paste();
    await clock.advance(1_000);
    requireOk(await pasting);
    expect(auth.sent).toEqual([FRESH, FRESH]);
  });
});

/** The same world, with the statuses that were written. */
async function withStatuses() {
  const base = await world();
  return { ...base, statuses: () => base.table.statuses };
}

describe("refused before anything is sent, nothing saved", () => {
  test.each<[string, () => Promise<Record<string, unknown>> | Record<string, unknown>, string]>([
    ["no refresh part", () => ({ refresh_token: undefined }), "paste_no_refresh_token"],
    ["a cut token", () => ({ access_token: "eyJhbGciOi" }), "token_no_jwt"],
    [
      "another site's",
      async () => ({ access_token: await sign({ issuer: "https://other.example/" }) }),
      "token_foreign",
    ],
    ["another client's", async () => ({ id_token: await sign({ azp: "else" }) }), "token_foreign"],
    [
      "a forged signature",
      async () => ({ access_token: await sign({ key: strangers }) }),
      "token_foreign",
    ],
    [
      "an expired one",
      async () => ({ access_token: await sign({ endsAt: START - 3 * HOUR }) }),
      "token_expired",
    ],
    [
      "one of the future",
      async () => ({ access_token: await sign({ issuedAt: START + HOUR }) }),
      "token_from_the_future",
    ],
    [
      "another creator's, by its access token",
      async () => ({ access_token: await sign({ claims: BEAS }) }),
      "session_names_other",
    ],
    [
      "another creator's, by its id token",
      async () => ({ id_token: await sign({ claims: BEAS }) }),
      "session_names_other",
    ],
    ["the old session", () => ({ refresh_token: aRow().refreshToken }), "session_spent"],
    ["another row's", () => ({ refresh_token: BEA.refreshToken }), "session_spent"],
  ])("%s", async (_, tokens, code) => {
    const { paste, auth, table } = await world();
    const before = { ...table.row() };
    expect(codeOf(await paste(await tokens()))).toBe(code);
    expect(auth.sent).toEqual([]);
    expect(table.row()).toEqual(before);
    expect(table.counts.saveTokens).toBe(0);
  });

  test("a session that is in use", async () => {
    const { manager, auth } = setUp({ rows: [aRow({ endsAt: START + 5 * HOUR })] });
    const text = JSON.stringify({ refresh_token: aRow().refreshToken });
    expect(codeOf(await manager.connect(AVA, text))).toBe("session_in_use");
    expect(auth.sent).toEqual([]);
  });

  test("a session that was rotated away since", async () => {
    const { manager } = setUp();
    await manager.getValidToken(AVA);
    const text = JSON.stringify({ refresh_token: aRow().refreshToken });
    expect(codeOf(await manager.connect(AVA, text))).toBe("session_spent");
  });

  test("when this deployment does not renew, or Airtable takes no writes", async () => {
    const off = await world({ canGrant: false });
    expect(codeOf(await off.paste())).toBe("token_refresh_off");
    const down = await world();
    down.table.fail("probe", 1);
    expect(codeOf(await down.paste())).toBe("airtable_unavailable");
    expect([...off.auth.sent, ...down.auth.sent]).toEqual([]);
  });
});

test("LTK's refusal leaves the creator's own session as it was", async () => {
  const { paste, auth, table, manager } = await world();
  auth.live.clear();
  expect(codeOf(await paste())).toBe("session_refused");
  expect(table.counts.saveTokens).toBe(0);
  expect(manager.statusOf(AVA)).toMatchObject({ isDead: true });
});

describe("another creator's session of which only the refresh part was pasted", () => {
  test("is kept for her row and never given to this one", async () => {
    const { paste, auth, table, manager } = await world();
    auth.setClaims(BEAS);
    const result = await paste();
    expect(result).toMatchObject({
      ok: false,
      error: { code: "session_of_other_creator", publisherId: "100002" },
    });
    expect(table.counts.saveTokens).toBe(0);
    expect(table.row().refreshToken).toBe(aRow().refreshToken);
    expect(codeOf(await paste())).toBe("session_spent");

    requireOk(await manager.connectOffered(slugOf("bea-ortiz")));
    expect(auth.sent).toEqual([FRESH, "v1.granted-refresh-token-1"]);
    expect(table.row("recBea").refreshToken).toBe("v1.granted-refresh-token-2");
    expect(codeOf(await manager.connectOffered(slugOf("bea-ortiz")))).toBe("no_offer");
    expect(codeOf(await manager.connectOffered(AVA))).toBe("no_offer");
  });
});

test("two pastes of one session at once spend one grant", async () => {
  const { paste, auth, clock } = await world();
  const both = [paste(), paste()];
  for (let step = 0; step < 12; step += 1) await clock.advance(500);
  const codes = (await Promise.all(both)).map(codeOf);
  expect(codes.sort()).toEqual(["ok", "session_spent"]);
  expect(auth.grants()).toBe(1);
});

test("no message or log line holds a token", async () => {
  const { paste, logs, auth } = await world();
  const results = [await paste({ access_token: await sign({ claims: BEAS }) })];
  auth.setClaims(BEAS);
  results.push(await paste());
  const text = JSON.stringify(results) + logs.join("");
  expect(text).not.toContain(FRESH);
  expect(text).not.toContain("granted-refresh-token");
  expect(text).not.toMatch(/eyJ/);
});
