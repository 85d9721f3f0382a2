import { expect, test } from "vitest";
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
