import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import {
  FILES,
  PAGES,
  REMOVED_PERSON,
  ROUTES,
  VISITORS,
  VISITS,
  type Visit,
} from "../helpers/access-matrix";
import { appEnv } from "../helpers/app-env";
import { type AppServer, startApp } from "../helpers/app-server";
import { FROM_OWN_PAGE } from "../helpers/own-page";
import { sessionCookie } from "../helpers/sign-in";
import { readProjectFile } from "../helpers/source-files";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";

let sandbox: Sandbox;
let app: AppServer;
/** A row of the people's table, for the page about her. */
let person = "";

beforeAll(async () => {
  sandbox = await createSandbox();
  sandbox.addRow(REMOVED_PERSON, "Dashboard_People");
  app = await startApp(appEnv(sandbox));
  const people = await (await visit("/settings/people", "admin")).text();
  person = /\/settings\/people\/(rec\w+)/.exec(people)?.[1] ?? "";
});

afterAll(async () => {
  await app.close();
  await sandbox.close();
});

/** Every address of the build, but those that only Next itself leads to. */
function listBuilt(): readonly string[] {
  const manifest = JSON.parse(readProjectFile(".next/app-path-routes-manifest.json"));
  return Object.values(z.record(z.string(), z.string()).parse(manifest)).filter(
    (path) => !path.startsWith("/_"),
  );
}

async function visit(path: string, by: Visit, method = "GET"): Promise<Response> {
  const { person: who, slug } = VISITORS[by];
  const address = path.replace(/\[(creator|slug)\]/, slug).replace("[person]", person);
  const cookie = who === undefined ? "" : await sessionCookie(Date.now, who);
  return fetch(`${app.url}${address}`, {
    method,
    headers: { ...FROM_OWN_PAGE, cookie },
    redirect: "manual",
  });
}

test("every page and file of the build stands in the table, and nothing else does", () => {
  const paths = listBuilt().filter((path) => !path.startsWith("/api/"));
  expect(paths.toSorted()).toEqual([...Object.keys(PAGES), ...FILES].toSorted());
});

test.each(Object.keys(PAGES))("%s answers each visit as the table says", async (path) => {
  const statuses: Record<string, number> = {};
  for (const by of VISITS) statuses[by] = (await visit(path, by)).status;
  expect(statuses).toEqual(PAGES[path]);
});

test("a creator lands on her own page, and a removed person hears that her access is gone", async () => {
  expect((await visit("/", "creator, own")).headers.get("location")).toBe("/creator/ava-lane");
  expect((await visit("/", "removed")).headers.get("location")).toBe("/sign-in?problem=removed");
});

/** What a visitor without a session may have: as designed, and nobody's figures. */
const OPEN = ["/sign-in", "/api/session", "/api/session/end", "/api/health", ...FILES];

test("without a session every address of the build is closed, but for the open ones", async () => {
  const open: string[] = [];
  for (const path of listBuilt()) {
    for (const method of ["GET", "POST"]) {
      const response = await visit(path, "nobody", method);
      const { status } = response;
      const isToSignIn = new URL(response.headers.get("location") ?? "/", app.url).pathname;
      const isClosed =
        [401, 403, 404, 405].includes(status) || (status === 307 && isToSignIn === "/sign-in");
      if (!isClosed) open.push(path);
    }
  }
  expect([...new Set(open)].toSorted()).toEqual([...OPEN].toSorted());
});

test("every route of the build stands in the table of routes", () => {
  const named = new Set(Object.keys(ROUTES).map((name) => name.split(" ")[1]));
  const built = listBuilt().filter((path) => path.startsWith("/api/"));
  expect(built.filter((path) => !named.has(path))).toEqual([]);
});
