import { expect, test } from "vitest";
import { ENV_VARIABLES } from "@/lib/server/env";
import { readProjectFile } from "../helpers/source-files";

const KEY = /^(?:# )?([A-Z][A-Z0-9_]*)=/;

function keysOf(text: string): string[] {
  return text.split("\n").flatMap((line) => KEY.exec(line)?.[1] ?? []);
}

test(".env.example lists every variable of env.ts once, and nothing else", () => {
  const names = ENV_VARIABLES.map(({ name }) => name);
  expect(names.length).toBeGreaterThan(0);
  expect(keysOf(readProjectFile(".env.example")).sort()).toEqual(names.sort());
});

test("docs/operations.md explains every variable", () => {
  const text = readProjectFile("docs/operations.md");
  const unexplained = ENV_VARIABLES.filter(({ name }) => !text.includes(`\`${name}\``));
  expect(unexplained).toEqual([]);
});
