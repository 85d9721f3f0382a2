import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { MINUTE_MS } from "@/lib/core/time";
import { REMOVED_PERSON, ROUTES, VISITORS, VISITS, type Visit } from "../helpers/access-matrix";
import { FROM_OWN_PAGE, ownForm } from "../helpers/own-page";
import { sessionCookie } from "../helpers/sign-in";
import { listSourceFiles } from "../helpers/source-files";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import { createClock, setUpContainer } from "./routes-set-up";

// Outside of a server there is no request scope, and nothing to wait for.
vi.mock("next/server", async (original) => ({
  ...(await original<typeof import("next/server")>()),
  connection: async () => {},
}));

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

type Handler = (request: Request, context: object) => Promise<Response> | Response;

interface Route {
  readonly method: string;
  readonly path: string;
  readonly handle: Handler;
}

/** What a route wants to be asked with before it looks at anything else. */
const SEARCH: Readonly<Record<string, string>> = {
  "/api/ltk/[creator]/export": "?view=hero-chart",
};

let sandbox: Sandbox;
// It goes on, since Airtable's calls are paced by it, and is moved past what is limited.
const startedAt = Date.now();
const standing = createClock();
const clock = { ...standing, now: () => standing.now() + Date.now() - startedAt };

beforeAll(async () => {
  sandbox = await createSandbox({ now: clock.now });
  sandbox.addRow(REMOVED_PERSON, "Dashboard_People");
  setUpContainer(sandbox, clock.now);
});

afterAll(() => sandbox.close());

/** Every method of every route handler of the project. */
async function listRoutes(): Promise<readonly Route[]> {
  const files = listSourceFiles("app").filter((path) => path.endsWith("/route.ts"));
  const routes = await Promise.all(
    files.map(async (file) => {
      const handlers: Readonly<Record<string, Handler>> = await import(
        /* @vite-ignore */ `../../${file}`
      );
      const path = file.slice("app".length, -"/route.ts".length).replace(/\/\([^)]+\)/g, "");
      return METHODS.flatMap((method) => {
        const handle = handlers[method];
        return handle === undefined ? [] : [{ method, path, handle }];
      });
    }),
  );
  return routes.flat();
}

async function ask({ method, path, handle }: Route, visit: Visit): Promise<number> {
  // A creator is synced once a minute, whoever asks.
  if (method === "POST") clock.advance(MINUTE_MS + 1);
  const { person: who, slug } = VISITORS[visit];
  const cookie = who === undefined ? "" : await sessionCookie(clock.now, who);
  const url = `http://127.0.0.1${path.replace("[creator]", slug)}${SEARCH[path] ?? ""}`;
  const isForm = method === "POST" && !path.includes("[creator]");
  const request = new Request(url, {
    method,
    headers: { ...FROM_OWN_PAGE, host: "127.0.0.1", cookie },
    ...(isForm ? { body: ownForm({}, who?.email ?? "") } : {}),
  });
  const response = await handle(request, { params: Promise.resolve({ creator: slug }) });
  return response.status;
}

test("every route of the project stands in the table, and nothing else does", async () => {
  const names = (await listRoutes()).map(({ method, path }) => `${method} ${path}`);
  expect(names.toSorted()).toEqual(Object.keys(ROUTES).toSorted());
});

test("each route answers each visit as the table says, whatever else it does", async () => {
  const routes = await listRoutes();
  const answers: Record<string, Record<string, number>> = {};
  for (const route of routes) {
    const statuses: Record<string, number> = {};
    for (const visit of VISITS) statuses[visit] = await ask(route, visit);
    answers[`${route.method} ${route.path}`] = statuses;
  }
  expect(answers).toEqual(ROUTES);
});
