import { describe, expect, test } from "vitest";
import { parsePastedSession } from "@/lib/token-manager/pasted-session";

const REFRESH = "v1.invented-refresh-token";
const CLIENT = "InventedClientOfTheWebApp";
const KEY = `@@auth0spajs@@::${CLIENT}::https://gateway.example/v1::openid offline_access`;
const USER_KEY = `@@auth0spajs@@::${CLIENT}::@@user@@`;
const ENTRY = {
  body: { access_token: "a.b.c", refresh_token: REFRESH, audience: "https://gateway.example/v1" },
  expiresAt: 1_800_000_000,
};
const USER = { id_token: "d.e.f", decodedToken: { claims: { sub: "auth0|1" } } };

function read(value: unknown) {
  return parsePastedSession(typeof value === "string" ? value : JSON.stringify(value));
}

const WHOLE = {
  ok: true,
  value: { refreshToken: REFRESH, accessToken: "a.b.c", idToken: "d.e.f", clientId: CLIENT },
};

describe("what LTK's web app keeps is read as it was copied", () => {
  test("plain tokens", () => {
    const plain = { refresh_token: REFRESH, access_token: "a.b.c", id_token: "d.e.f" };
    expect(read({ ...plain, client_id: CLIENT })).toEqual(WHOLE);
  });

  test("one cache entry, whose key is not known", () => {
    expect(read(ENTRY)).toMatchObject({ ok: true, value: { refreshToken: REFRESH } });
  });

  test("the whole local storage, with values as texts", () => {
    const storage = {
      theme: "dark",
      [KEY]: JSON.stringify(ENTRY),
      [USER_KEY]: JSON.stringify(USER),
    };
    expect(read(storage)).toEqual(WHOLE);
  });

  test("two entries one after the other, with words between them", () => {
    const text = `first:\n${JSON.stringify({ ...ENTRY.body, client_id: CLIENT })}\nand ${JSON.stringify(USER)}`;
    expect(read(text)).toEqual(WHOLE);
  });

  test("in quotes, or as a text within JSON", () => {
    expect(read(`'${JSON.stringify(ENTRY)}'`)).toMatchObject({ ok: true });
    expect(read(JSON.stringify(JSON.stringify(ENTRY)))).toMatchObject({ ok: true });
  });

  test("after the access token ended: the refresh token alone", () => {
    expect(read({ body: { refresh_token: REFRESH }, expiresAt: 1 })).toEqual({
      ok: true,
      value: {
        refreshToken: REFRESH,
        accessToken: undefined,
        idToken: undefined,
        clientId: undefined,
      },
    });
  });

  test("the older web app's cookies", () => {
    const cookies = {
      "auth._token.auth0": "Bearer%20a.b.c",
      "auth._id_token.auth0": "d.e.f",
      "auth._refresh_token.auth0": REFRESH,
    };
    expect(read(cookies)).toMatchObject({
      value: { refreshToken: REFRESH, accessToken: "a.b.c", idToken: "d.e.f" },
    });
  });

  test("among several audiences the portal's own is chosen", () => {
    const other = {
      body: { refresh_token: "v1.of-another-audience", audience: "https://x/legacy" },
    };
    const storage = { [`@@auth0spajs@@::${CLIENT}::legacy::s`]: other, [KEY]: ENTRY };
    expect(read(storage)).toMatchObject({ value: { refreshToken: REFRESH } });
  });
});

test.each([
  ["", "paste_no_json"],
  ["hello", "paste_no_json"],
  ["{ cut off", "paste_no_json"],
  ['"just a text"', "paste_no_json"],
  ["null", "paste_no_json"],
  ["[]", "paste_no_refresh_token"],
  ["{}", "paste_no_refresh_token"],
  [JSON.stringify(USER), "paste_no_refresh_token"],
  [JSON.stringify({ refresh_token: "" }), "paste_no_refresh_token"],
  [JSON.stringify({ refresh_token: 7 }), "paste_no_refresh_token"],
  ["{".repeat(5_000), "paste_no_json"],
])("%j is refused: %s", (text, problem) => {
  expect(parsePastedSession(text)).toEqual({ ok: false, error: problem });
});
