import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { ENV_VARIABLES } from "@/lib/server/env";
import { startBuiltApp } from "../helpers/built-app";

const MARK = "invented-text-of-an-error";
const PLANT = fileURLToPath(new URL("../helpers/planted-error.mjs", import.meta.url));
const STATIC = fileURLToPath(new URL("../../.next/static", import.meta.url));

const { app, cookie } = await startBuiltApp(
  {},
  {
    PLANTED_ERROR: MARK,
    NODE_OPTIONS: `--import ${PLANT}`,
  },
);

/** Everything an answer tells. */
async function hear(path: string): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(`${app.url}${path}`, { headers: { cookie }, redirect: "manual" });
  const text = `${JSON.stringify([...response.headers])}\n${await response.text()}`;
  return { status: response.status, text };
}

const INSIDE = [
  MARK,
  "TypeError",
  "planted-error",
  "node_modules",
  "file://",
  "    at ",
  ".next/server",
];

test.each(["/", "/creator/ava-lane?range=7d", "/settings"])(
  "when a page breaks, %s is 500 and says nothing of the inside",
  async (path) => {
    const { status, text } = await hear(path);
    expect(status).toBe(500);
    expect(text).toContain("digest");
    for (const word of INSIDE) expect(text).not.toContain(word);
  },
);

test.each(["/api/ltk/ava-lane/overview", "/api/roster"])(
  "when a route breaks, %s is 500 with the one sentence for it",
  async (path) => {
    const { status, text } = await hear(path);
    expect(status).toBe(500);
    expect(text.split("\n").at(-1)).toBe(
      '{"error":{"code":"internal","message":"Something broke on our side. It has been logged."}}',
    );
    for (const word of INSIDE) expect(text).not.toContain(word);
  },
);

test("each is logged with its place and frames, without the query and without its text", async () => {
  await hear("/creator/ava-lane?range=7d&note=invented-note");
  const lines = app
    .output()
    .split("\n")
    .filter((line) => line.startsWith("{"));
  const page = lines.find((line) => line.includes('"routePath":"/creator/[slug]"'));
  expect(page).toContain('"event":"request_failed"');
  expect(page).toMatch(/"digest":"[\w@-]+"/);
  expect(page).toMatch(/"frames":"at /);
  expect(lines.some((line) => line.includes('"event":"route_failed"'))).toBe(true);
  // Next's own lines, too.
  expect(app.output()).not.toContain(MARK);
  expect(app.output()).not.toContain("invented-note");
});

function filesOfBrowsers(): readonly string[] {
  return readdirSync(STATIC, { recursive: true, encoding: "utf8" })
    .map((name) => join(STATIC, name))
    .filter((path) => statSync(path).isFile());
}

test("browsers are sent no source maps, no server code and no name of a secret's variable", () => {
  const files = filesOfBrowsers();
  expect(files.length).toBeGreaterThan(20);
  expect(files.filter((path) => path.endsWith(".map"))).toEqual([]);
  const scripts = files.filter((path) => path.endsWith(".js"));
  expect(scripts.length).toBeGreaterThan(10);
  const words = [
    ...ENV_VARIABLES.map(({ name }) => name),
    "hemline.container",
    "Cannot be imported from a Client Component",
    "sourceMappingURL",
    "redis.call",
    "api.airtable.com",
    "creator-auth.shopltk.com",
  ];
  for (const path of scripts) {
    const text = readFileSync(path, "utf8");
    expect(
      words.filter((word) => text.includes(word)),
      path,
    ).toEqual([]);
  }
});
