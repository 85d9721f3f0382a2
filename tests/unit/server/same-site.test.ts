import { expect, test } from "vitest";
import { isJson, isSameSite, seeOther, signedOut } from "@/lib/server/same-site";

function post(headers: Readonly<Record<string, string>>): Request {
  return new Request("https://dashboard.example/api/x", {
    method: "POST",
    headers: { host: "dashboard.example", ...headers },
  });
}

test.each([
  [{ "sec-fetch-site": "same-origin" }, true],
  [{ "sec-fetch-site": "same-site" }, false],
  [{ "sec-fetch-site": "cross-site" }, false],
  [{ "sec-fetch-site": "none" }, false],
  [{ "sec-fetch-site": "" }, false],
  [{ "sec-fetch-site": "cross-site", origin: "https://dashboard.example" }, false],
  [{ origin: "https://dashboard.example" }, true],
  [{ origin: "https://dashboard.example:8443" }, false],
  [{ origin: "https://dashboard.example.evil.example" }, false],
  [{ origin: "https://evil.example" }, false],
  [{ origin: "null" }, false],
  [{ origin: "" }, false],
  [{ referer: "https://dashboard.example/settings" }, false],
  [{}, false],
])("a post with %j proves that it is our own page's: %s", (headers, isProven) => {
  expect(isSameSite(post(headers))).toBe(isProven);
});

test.each([
  ["application/json", true],
  ["Application/JSON; charset=utf-8", true],
  ["text/plain", false],
  ["application/x-www-form-urlencoded", false],
  ["multipart/form-data; boundary=application/json", false],
  ["application/jsonx", false],
  ["text/plain; application/json", false],
])("content-type %s is JSON: %s", (type, expected) => {
  expect(isJson(post({ "content-type": type }))).toBe(expected);
});

test("without a content type a body is no JSON", () => {
  expect(isJson(post({}))).toBe(false);
});

test.each(["/", "/sign-in?problem=used", "/settings#configuration"])(
  "a redirect to %s is ours",
  (path) => {
    expect(seeOther(path).headers.get("location")).toBe(path);
  },
);

test.each([
  "//evil.example",
  "/\\evil.example",
  "/a\\b",
  "https://evil.example",
  "",
  "settings",
  "/a\r\nset-cookie: x=1",
  "/a b",
  "/é",
])("a redirect to %j is a bug", (path) => {
  expect(() => seeOther(path)).toThrow("a path of our own");
});

test("signing out ends our cookie, and clears what the browser keeps of this host but no other cookie", () => {
  const { headers } = signedOut("/sign-in", "session=; Max-Age=0");
  expect(headers.get("set-cookie")).toBe("session=; Max-Age=0");
  expect(headers.get("clear-site-data")).toBe('"cache", "storage"');
});
