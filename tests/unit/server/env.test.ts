import { describe, expect, test } from "vitest";
import { parseEnv } from "@/lib/server/env";

const COMPLETE = {
  AIRTABLE_API_KEY: "key",
  AIRTABLE_BASE_ID: "appSandbox",
  SESSION_SECRET: "x".repeat(32),
};

function env(overrides: Record<string, string> = {}) {
  const parsed = parseEnv({ ...COMPLETE, ...overrides });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.env;
}

test("what is missing is named with its fix, all at once", () => {
  expect(parseEnv({})).toEqual({
    ok: false,
    problems: [
      {
        name: "AIRTABLE_API_KEY",
        problem: "is not set",
        fix: "Create a personal access token for the base with data.records:read and data.records:write.",
      },
      {
        name: "AIRTABLE_BASE_ID",
        problem: "is not set",
        fix: "Copy the id that begins with app from the base's address.",
      },
      {
        name: "SESSION_SECRET",
        problem: "is not set",
        fix: "Set a random text of 32 characters or more: openssl rand -base64 32",
      },
    ],
  });
});

test.each([
  ["SESSION_SECRET", "hunter2", "must have at least 32 characters"],
  ["AIRTABLE_BASE_ID", "my base", "must be an id such as appXXXXXXXXXXXXXX"],
  ["LTK_API_URL", "ftp://nope", "is malformed"],
  ["TOKEN_REFRESH", "maybe", "must be on or off"],
  ["CRON_SECRET", "undefined", "must have at least 16 characters"],
  ["LTK_GRANTS_PER_SECOND", "-7", "must be a number above 0"],
  ["LTK_GRANTS_PER_SECOND", "plenty", "is malformed"],
  ["ADMIN_EMAILS", "mara@studio.example, nobody", "must be a comma list of e-mail addresses"],
  ["REPORT_TIMEZONE", "Mars/Olympus", "is no IANA time zone"],
  ["REPORT_CURRENCY", "dollars", "must be a currency code such as USD"],
])("%s is refused without repeating its value", (name, value, problem) => {
  const parsed = parseEnv({ ...COMPLETE, [name]: value });
  expect(parsed.ok ? [] : parsed.problems).toMatchObject([{ name, problem }]);
  expect(JSON.stringify(parsed)).not.toContain(value);
});

test("an empty value counts as unset", () => {
  expect(env({ LTK_CLIENT_ID: "", REPORT_TIMEZONE: " " })).toMatchObject({
    REPORT_TIMEZONE: "UTC",
  });
});

const LOOPBACK = {
  AIRTABLE_ENDPOINT_URL: "http://127.0.0.1:1",
  LTK_API_URL: "http://localhost:2",
  LTK_AUTH_URL: "http://127.0.0.1:3/oauth/token",
};

test.each([
  ["production on Vercel", { VERCEL_ENV: "production" }, true],
  ["a preview on Vercel", { VERCEL_ENV: "preview", NODE_ENV: "production" }, false],
  ["a preview that says on", { VERCEL_ENV: "preview", TOKEN_REFRESH: "on" }, true],
  ["another host in production", { NODE_ENV: "production" }, true],
  ["a laptop against the real upstreams", { NODE_ENV: "development" }, false],
  ["a laptop against the simulator", { NODE_ENV: "development", ...LOOPBACK }, true],
  [
    "one real upstream among simulators",
    { ...LOOPBACK, LTK_API_URL: "https://ltk.example" },
    false,
  ],
  ["production that says off", { NODE_ENV: "production", TOKEN_REFRESH: "off" }, false],
])("tokens are refreshed on %s: %o", (_, overrides, expected) => {
  expect(env(overrides).canRefreshTokens).toBe(expected);
});

test("links lead to APP_URL, else to Vercel's production host", () => {
  expect(env({ APP_URL: "https://a.example/" }).APP_URL).toBe("https://a.example");
  expect(env({ VERCEL_PROJECT_PRODUCTION_URL: "b.example" }).APP_URL).toBe("https://b.example");
  expect(env().APP_URL).toBeUndefined();
});

test("half a configured store is refused, and both halves are the store", () => {
  const half = parseEnv({ ...COMPLETE, KV_REST_API_URL: "https://kv.example" });
  expect(half.ok ? [] : half.problems).toMatchObject([
    { name: "KV_REST_API_TOKEN", problem: "is not set" },
  ]);
  expect(env().kv).toBeUndefined();
  expect(env({ KV_REST_API_URL: "https://kv.example/", KV_REST_API_TOKEN: "t" }).kv).toEqual({
    url: "https://kv.example",
    token: "t",
  });
});

describe("TOKEN_KEYS", () => {
  const keyOf = (byte: number) => Buffer.alloc(32, byte).toString("base64");
  const K1 = keyOf(1);
  const K2 = keyOf(251);

  test.each([
    ["unset: no key", {}, []],
    ["blank: no key", { TOKEN_KEYS: " " }, []],
    ["one", { TOKEN_KEYS: `k1:${K1}` }, [["k1", 1]]],
    [
      "two, in their order, with spaces",
      { TOKEN_KEYS: ` k2:${K2} , k1:${K1}\n` },
      [
        ["k2", 251],
        ["k1", 1],
      ],
    ],
    ["without padding", { TOKEN_KEYS: `k1:${K1.replace("=", "")}` }, [["k1", 1]]],
    [
      "in the alphabet of URLs",
      { TOKEN_KEYS: `k2:${Buffer.alloc(32, 251).toString("base64url")}` },
      [["k2", 251]],
    ],
  ])("%s", (_, overrides, keys) => {
    const { tokenKeys } = env(overrides);
    const expected = keys.map(([id, byte]) => ({ id, key: new Uint8Array(32).fill(Number(byte)) }));
    expect(tokenKeys).toEqual(expected);
  });

  test.each([
    ["a key alone", K1, "must be a comma list of name:key, which entry 1 is not"],
    ["a name alone", `k1:${K1},hunter2`, "must be a comma list of name:key, which entry 2 is not"],
    ["a name without a key", "hunter2:", "must be a comma list of name:key, which entry 1 is not"],
    ["a key without a name", `:${K1}`, "must be a comma list of name:key, which entry 1 is not"],
    ["three parts", `k1:hunter2:${K1}`, "must be a comma list of name:key, which entry 1 is not"],
    [
      "an empty entry",
      `k1:${K1},,k2:${K2}`,
      "must be a comma list of name:key, which entry 2 is not",
    ],
    ["a comma at the end", `k1:${K1},`, "must be a comma list of name:key, which entry 2 is not"],
    [
      "a semicolon between",
      `k1:${K1};k2:${K2}`,
      "must be a comma list of name:key, which entry 1 is not",
    ],
    [
      "an odd name",
      `hunter 2:${K1}`,
      "has a name in entry 1 that is not 1 to 32 letters, digits, - or _",
    ],
    [
      "a long name",
      `${"hunter2".repeat(5)}:${K1}`,
      "has a name in entry 1 that is not 1 to 32 letters, digits, - or _",
    ],
    ["one name twice", `k1:${K1},k2:${K2},k1:${K2}`, "has a name in entry 3 that is taken"],
    ["one entry twice", `k1:${K1},k1:${K1}`, "has a name in entry 2 that is taken"],
    ["our own name", `session:${K1}`, "has a name in entry 1 that is taken"],
    [
      "16 bytes",
      `k1:${Buffer.alloc(16, 7).toString("base64")}`,
      "has a key in entry 1 that is not 32 bytes in base64",
    ],
    [
      "33 bytes",
      `k1:${Buffer.alloc(33, 7).toString("base64")}`,
      "has a key in entry 1 that is not 32 bytes in base64",
    ],
    ["hexadecimal", `k1:${"ab".repeat(32)}`, "has a key in entry 1 that is not 32 bytes in base64"],
    ["quotes", `"k1:${K1}"`, "has a name in entry 1 that is not 1 to 32 letters, digits, - or _"],
    [
      "a placeholder",
      "k1:replace-me-with-hunter2-please-do-not-leave!",
      "has a key in entry 1 that is not 32 bytes in base64",
    ],
  ])("%s is refused, and no part of it is repeated", (_, value, problem) => {
    const parsed = parseEnv({ ...COMPLETE, TOKEN_KEYS: value });
    const fix = 'Set it to the output of echo "k1:$(openssl rand -base64 32)", or leave it out.';
    expect(parsed).toEqual({ ok: false, problems: [{ name: "TOKEN_KEYS", problem, fix }] });
    for (const secret of [
      "hunter",
      K1,
      K2,
      ...value.split(/[:,;]/).filter((part) => part.length > 9),
    ]) {
      expect(JSON.stringify(parsed)).not.toContain(secret);
    }
  });
});

test.each([
  ["mail@studio.example", true],
  ["Hemline <mail@studio.example>", true],
  ["Hemline", false],
  ["Hemline <mail@studio>>", false],
  ["a@b.example\nbcc: c@d.example", false],
  ["x <a@b.example>, y <c@d.example>", false],
])("MAIL_FROM %j: %s", (value, isGood) => {
  const parsed = parseEnv({ ...COMPLETE, MAIL_FROM: value });
  expect(parsed.ok ? [] : parsed.problems.map(({ name }) => name)).toEqual(
    isGood ? [] : ["MAIL_FROM"],
  );
});
