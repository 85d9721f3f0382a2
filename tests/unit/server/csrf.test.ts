import { expect, test } from "vitest";
import { createCsrf } from "@/lib/server/csrf";

const SECRET = "s".repeat(32);
const MARA = "mara@studio.example";

function formWith(csrf: string): ReadonlyMap<string, string> {
  return new Map([["csrf", csrf]]);
}

test("a form of the same session is proven, and its token says nothing of whose it is", () => {
  const csrf = createCsrf(SECRET);
  const token = csrf.token(MARA);
  expect(csrf.isProven(MARA, formWith(token))).toBe(true);
  expect(token).toMatch(/^[\w-]{43}$/);
});

test.each([
  ["nothing", new Map<string, string>()],
  ["an empty field", formWith("")],
  ["a guess", formWith("x".repeat(43))],
  ["another person's token", formWith(createCsrf(SECRET).token("ava@studio.example"))],
  ["a token of another secret", formWith(createCsrf("t".repeat(32)).token(MARA))],
  ["a cut token", formWith(createCsrf(SECRET).token(MARA).slice(0, 42))],
  ["a longer token", formWith(`${createCsrf(SECRET).token(MARA)}AAAA`)],
])("%s proves nothing", (_, form) => {
  expect(createCsrf(SECRET).isProven(MARA, form)).toBe(false);
});
