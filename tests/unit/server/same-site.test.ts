import { expect, test } from "vitest";
import { isFormBody, isSameSite, seeOther, signedOut } from "@/lib/server/same-site";

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
  // No browser posts without either: this is a program that was given the cookie.
  [{}, true],
])("a post with %j may be our own page's: %s", (headers, isOurs) => {
  expect(isSameSite(post(headers))).toBe(isOurs);
});

test.each([
  ["application/json", false],
  ["Application/JSON; charset=utf-8", false],
  ["text/plain", true],
  ["text/plain; application/json", true],
  ["Application/X-www-form-urlencoded", true],
  ["multipart/form-data; boundary=application/json", true],
])("another site's form can send content-type %s: %s", (type, expected) => {
  expect(isFormBody(post({ "content-type": type }))).toBe(expected);
});

test("a form always names its content type", () => {
  expect(isFormBody(post({}))).toBe(false);
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
