import { afterEach, beforeEach, expect, test } from "vitest";
import { runCommand } from "../helpers/run-command";
import { SESSION_SECRET } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import { startUpstream } from "./ltk-upstream";

const SLUG = "hana-sato";

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await createSandbox();
});

afterEach(() => sandbox.close());

const probe = (args: readonly string[] = ["--creator", SLUG], env: Record<string, string> = {}) =>
  // Even a deployment that may renew sessions must not do so here.
  runCommand("probe", args, { TOKEN_REFRESH: "on", ...sandbox.env, SESSION_SECRET, ...env });

/** The gateway behind a door that keeps what went through it. */
async function recordingGateway() {
  const bodies: unknown[] = [];
  const door = await startUpstream((request, response) => {
    void (async () => {
      const entries = Object.entries(request.headers)
        .filter(([name]) => name !== "host" && name !== "connection")
        .map(([name, value]) => [name, String(value)] as const);
      const answer = await fetch(`${sandbox.urls.gateway}${request.url}`, {
        headers: Object.fromEntries(entries),
      });
      bodies.push(await answer.json());
      response.writeHead(answer.status, { "content-type": "application/json" });
      response.end(JSON.stringify(bodies.at(-1)));
    })();
  });
  return { url: door.url, bodies };
}

/** Every text and number in a body, and every key that is no name; single digits say nothing. */
function valuesIn(body: unknown): readonly string[] {
  if (typeof body !== "object" || body === null) {
    const text = String(body);
    return body === null || typeof body === "boolean" || text.length < 3 ? [] : [text];
  }
  const keys = Object.keys(body).filter((key) => /^\d{4}-/.test(key));
  return [...keys, ...Object.values(body).flatMap(valuesIn)];
}

/** The values that a text holds, as words of their own. */
function leaked(text: string, bodies: readonly unknown[]): readonly string[] {
  const values = new Set(bodies.flatMap(valuesIn));
  expect(values.size).toBeGreaterThan(20);
  return [...values].filter((value) => {
    const literal = value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`(?<![\\w-])${literal}(?![\\w-])`).test(text);
  });
}

const NAMES = [
  "hero_chart",
  "performance_summary",
  "performance_stats",
  "commissions_summary",
  "items_sold",
  "top_performers/links",
  "top_performers/ltks",
  "top_performers/advertisers",
  "user",
  "account",
  "users",
  "profiles",
  "posts",
];

function headings(text: string): readonly string[] {
  return text.split("\n").filter((line) => /^[a-z_/]+: /.test(line));
}

test("it asks each endpoint once, prints names and types, never a value, and spends no token", async () => {
  const gateway = await recordingGateway();
  const { code, text } = await probe(undefined, { LTK_API_URL: gateway.url });
  expect(headings(text)).toEqual(NAMES.map((name) => `${name}: read`));
  expect(code).toBe(0);
  expect(gateway.bodies).toHaveLength(NAMES.length);
  expect(leaked(text, gateway.bodies)).toEqual([]);
  expect(text).toMatch(/^ {2}data\.clicks\.date_ranges\[\]\.0000-00-00T00:00:00Z +number$/m);
  expect(text).toMatch(/^ {2}items_sold\[\]\.amount\.value +string number$/m);
  expect(text).toMatch(/^- meta\.next_url +string \| null$/m);
  expect(text).not.toMatch(/^[+~] /m);
  expect(sandbox.calls().gateway).toMatchObject({ heroChart: 1, topPerformers: 3, account: 4 });
  expect(sandbox.calls().airtable).toMatchObject({ list: 1, update: 0, create: 0 });
  expect([sandbox.calls().auth.token, sandbox.grants(SLUG)]).toEqual([0, 0]);
});

test("drifted bodies are shown as a diff, again without a value, and the exit code says so", async () => {
  sandbox.setHeroVariant("rows");
  sandbox.faults.set("gateway", { kind: "drift" }, { route: "performanceSummary" });
  sandbox.faults.set("gateway", { kind: "drift" }, { route: "itemsSold" });
  const gateway = await recordingGateway();
  const { code, text } = await probe(undefined, { LTK_API_URL: gateway.url });
  expect(code).toBe(1);
  expect(text).toContain("hero_chart: read\n");
  expect(text).toMatch(/^~ data +array, expected object$/m);
  expect(text).toMatch(/^\+ data\[\]\.items_sold +number$/m);
  expect(text).toContain(
    "performance_summary: refused (unexpected shape at data (none of the known metrics))",
  );
  expect(text).toMatch(/^\+ data\.click_count\.value +number$/m);
  expect(text).toMatch(/^- data\.clicks +number \| string \| null$/m);
  expect(text).toContain("items_sold: refused");
  expect(leaked(text, gateway.bodies)).toEqual([]);
});

test("an endpoint that fails is asked once, and those that need its answer are not asked", async () => {
  sandbox.faults.set("gateway", { kind: "status", status: 503 });
  const { code, text } = await probe();
  expect(code).toBe(1);
  expect(headings(text).slice(0, 9)).toEqual(
    NAMES.slice(0, 9).map((name) => `${name}: failed (status 503)`),
  );
  expect(headings(text).slice(9)).toHaveLength(4);
  for (const line of headings(text).slice(9)) expect(line).toContain("skipped (not asked");
  expect(sandbox.calls().gateway).toMatchObject({
    heroChart: 1,
    topPerformers: 3,
    account: 1,
    posts: 0,
  });
});

test("an unknown creator is told who there is", async () => {
  const { code, text } = await probe(["--creator", "nobody"]);
  expect(code).toBe(1);
  expect(text).toContain("There is no such creator. Known: ava-lane, bea-ortiz,");
  expect(sandbox.calls().gateway).toMatchObject({ heroChart: 0, account: 0 });
});

test.each([[[]], [["--creator"]], [["hana-sato"]]])("%j is told how to ask", async (args) => {
  const { code, text } = await probe(args);
  expect([code, text]).toEqual([
    1,
    "Say whose endpoints to ask: npm run probe -- --creator SLUG\n",
  ]);
});

test("a session that has lapsed is not renewed: nothing is asked", async () => {
  await sandbox.expireTokens(SLUG);
  const { code, text } = await probe();
  expect(code).toBe(1);
  expect(text).toContain("The probe never renews a session");
  expect(sandbox.calls().gateway.heroChart).toBe(0);
  expect([sandbox.calls().auth.token, sandbox.calls().airtable.update]).toEqual([0, 0]);
});
