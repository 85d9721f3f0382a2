import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { GET as getFile } from "@/app/api/roster/export/route";
import { GET as getRoster } from "@/app/api/roster/route";
import { showRows, sortRows } from "@/lib/analytics/roster-order";
import { PAGE_DEFAULTS, ROSTER_SHOWS, ROSTER_SORTS } from "@/lib/contracts/query.url";
import { Roster } from "@/lib/contracts/roster";
import { rosterFileUrl, rosterUrl } from "@/lib/contracts/roster.url";
import { readCsv, unguard } from "../helpers/read-csv";
import { sessionCookie } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import { NOW, setUpContainer } from "./routes-set-up";

const DEFAULTS = { ...PAGE_DEFAULTS, sort: "commissions", dir: "desc", show: "all" } as const;

let sandbox: Sandbox;
let container: ReturnType<typeof setUpContainer>["container"];

beforeAll(async () => {
  sandbox = await createSandbox({ now: () => NOW, airtableRateLimit: false });
});

beforeEach(() => {
  ({ container } = setUpContainer(sandbox));
});

afterAll(() => sandbox.close());

async function call(handler: (request: Request) => Promise<Response>, path: string) {
  const headers = { cookie: await sessionCookie(() => NOW) };
  return handler(new Request(new URL(path, "http://in-process"), { headers }));
}

async function readFile(path: string) {
  const response = await call(getFile, path);
  expect(response.status).toBe(200);
  // `text()` would swallow the mark.
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await response.arrayBuffer());
  const [header = [], ...records] = readCsv(text);
  return { response, header, records };
}

async function readRoster() {
  return Roster.parse(await (await call(getRoster, rosterUrl(DEFAULTS))).json());
}

const cellOf = (value: string | number | null | undefined) => String(value ?? "");

function cellsOf(row: Roster["data"]["rows"][number]) {
  const { totals, change, month, epc } = row;
  const commissions = change?.commissions;
  return [
    "creator",
    row.name,
    row.currency,
    totals?.commissions,
    commissions?.kind === "none" ? null : commissions?.difference,
    commissions?.kind === "relative" ? commissions.fraction : null,
    month?.pace.kind === "pace" ? month.pace.ratio : null,
    epc?.kind === "ratio" ? epc.value : null,
    null,
    row.status,
    row.freshness,
    row.syncedAt,
    row.reason?.message,
  ].map(cellOf);
}

test.each(ROSTER_SHOWS.flatMap((show) => ROSTER_SORTS.map((sort) => ({ show, sort }))))(
  "the file of $show by $sort has the table's rows in its order, with the answer's numbers",
  async ({ show, sort }) => {
    const { data } = await readRoster();
    const shown = sortRows(showRows(data.rows, show), { sort, dir: "asc" });
    const { records } = await readFile(rosterFileUrl({ ...DEFAULTS, show, sort, dir: "asc" }));
    const rows = records.filter(([line]) => line === "creator");
    expect(rows.map((cells) => cells.map(unguard))).toEqual(shown.map(cellsOf));
    expect(records).toHaveLength(shown.length === 0 ? 0 : shown.length + 2);
  },
  60_000,
);

test("below the rows stand the sums of everybody and their mean", async () => {
  const { data } = await readRoster();
  const { records, header } = await readFile(rosterFileUrl({ ...DEFAULTS, show: "rising" }));
  const [total, average] = records.slice(-2);
  const [usd] = data.totals.commissions;
  const change = usd?.compared?.change;
  if (usd === undefined || change?.kind !== "relative") throw new Error("nothing is compared");
  expect(header.slice(0, 4)).toEqual(["line", "creator", "currency", "commissions (major units)"]);
  expect(total?.slice(0, 6)).toEqual(
    ["total", "", "USD", usd.amount, change.difference, change.fraction].map(cellOf),
  );
  const cents = Math.round(Math.round(usd.amount * 100) / usd.creators);
  expect(average?.slice(0, 4)).toEqual(["average", "", "USD", String(cents / 100)]);
  expect(average?.[8]).toBe(String(usd.creators));
});

test("its name says which rows, days and zone, and the trail has it", async () => {
  const { response } = await readFile(rosterFileUrl(DEFAULTS));
  const name = "creators_all_2026-10-27_2026-11-23_UTC.csv";
  expect(response.headers.get("content-disposition")).toBe(`attachment; filename="${name}"`);
  expect(response.headers.get("content-type")).toContain("text/csv");
  const { entries } = await container.audit.read();
  expect(entries[0]).toMatchObject({ action: "export", detail: name });
});

test.each([
  ["sort=luck", "sort is not valid"],
  ["dir=up", "dir is not valid"],
  ["show=none", "show is not valid"],
  ["range=soon", "range is not valid"],
  ["metric=clicks", "metric is not known here"],
])("%s is told what is allowed", async (search, words) => {
  const response = await call(getFile, `/api/roster/export?${search}`);
  expect(response.status).toBe(400);
  expect((await response.json()).error.message).toContain(words);
});

test("nobody gets it without a session", async () => {
  const path = new URL(rosterFileUrl(DEFAULTS), "http://in-process");
  expect((await getFile(new Request(path))).status).toBe(401);
});
