import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { ROLES, type Role } from "@/lib/core/role";
import { RULES } from "@/lib/server/authorize";
import { RATE_LIMITS } from "@/lib/server/rate-limit";
import { readProjectFile } from "../helpers/source-files";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const MINUTE_MS = 60_000;
const text = readProjectFile("docs/security.md");

/** The rows of the table under a heading, cell by cell, without its head. */
function tableUnder(heading: string): readonly (readonly string[])[] {
  const section = text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
  return section
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) => line.split("|").slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()))
    .slice(2);
}

test("the table of rights says what RULES says", () => {
  const rights = Object.entries(RULES).map(([action, { roles, isChange }]) => {
    const may = (role: Role) => (roles.includes(role) ? "yes" : "no");
    return [`\`${action}\``, ...ROLES.map(may), isChange ? "yes" : "no"];
  });
  expect(ROLES).toEqual(["admin", "manager", "creator"]);
  expect(tableUnder("Who may do what")).toEqual(rights);
});

test("the table of limits has every limit with its count and window", () => {
  const limits = Object.entries(RATE_LIMITS).map(([name, { count, windowMs }]) => {
    const minutes = windowMs / MINUTE_MS;
    const window = minutes === 60 ? "in an hour" : minutes === 1 ? "a minute" : `in ${minutes} min`;
    return [`\`${name}\``, `${count} ${window}`];
  });
  const rows = tableUnder("Rate limits").filter(([name]) => name?.startsWith("`"));
  expect(rows.map(([name, , uses]) => [name, uses])).toEqual(limits);
});

test("every threat names a file and a test, and they are there", () => {
  const rows = tableUnder("Threats and answers");
  expect(rows.length).toBeGreaterThan(10);
  for (const [threat, , places = "", tests = ""] of rows) {
    const files = [...`${places} ${tests}`.matchAll(/`([^`]+)`/g)].map(([, path = ""]) => path);
    expect(
      files.some((path) => path.startsWith("tests/")),
      threat,
    ).toBe(true);
    expect(
      files.filter((path) => !existsSync(ROOT + path)),
      threat,
    ).toEqual([]);
  }
});
