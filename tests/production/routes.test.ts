import { expect, test } from "vitest";
import { ItemsSold } from "@/lib/contracts/items-sold";
import { Overview } from "@/lib/contracts/overview";
import { Roster } from "@/lib/contracts/roster";
import { TopPerformers } from "@/lib/contracts/top-performers";
import { startBuiltApp } from "../helpers/built-app";
import { readCsv } from "../helpers/read-csv";

const { sandbox, app, cookie } = await startBuiltApp();

async function get(path: string, status = 200): Promise<Response> {
  const response = await fetch(`${app.url}${path}`, { headers: { cookie } });
  expect(response.status).toBe(status);
  expect(response.headers.get("cache-control")).toBe("private, no-store");
  return response;
}

test("the roster's rows are the creators' own overviews", async () => {
  const { data } = Roster.parse(await (await get("/api/roster?range=7d&compare=prev")).json());
  expect(data.rows).toHaveLength(sandbox.creators.length);
  const overview = Overview.parse(
    await (await get("/api/ltk/ava-lane/overview?range=7d&compare=prev")).json(),
  );
  const row = data.rows.find(({ slug }) => slug === "ava-lane");
  expect(row?.totals).toEqual(overview.data.totals);
  expect(row?.change).toEqual(overview.data.change);
});

test("the ledger and the brands of a range earn what its overview says", async () => {
  const search = "range=last-month";
  const overview = Overview.parse(await (await get(`/api/ltk/ava-lane/overview?${search}`)).json());
  const ledger = ItemsSold.parse(
    await (await get(`/api/ltk/ava-lane/items-sold?${search}`)).json(),
  );
  const lists = TopPerformers.parse(
    await (await get(`/api/ltk/ava-lane/top-performers?${search}&limit=50`)).json(),
  );
  const brands = (lists.data.brands?.rows ?? []).map(({ figures }) => figures.commissions ?? 0);
  const sum = brands.reduce((total, amount) => total + Math.round(amount * 1_000), 0);
  const { commissions } = overview.data.totals;
  expect(ledger.data.totals[0]?.net).toBeCloseTo(commissions ?? Number.NaN, 2);
  expect(sum / 1_000).toBeCloseTo(commissions ?? Number.NaN, 2);
});

test("a file comes whole through the server, mark and line ends included", async () => {
  const response = await get("/api/ltk/ava-lane/export?view=items-sold&range=7d");
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
  expect(response.headers.get("content-disposition")).toMatch(
    /^attachment; filename="ava-lane_items-sold_[\w.-]+\.csv"$/,
  );
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await response.arrayBuffer());
  const ledger = ItemsSold.parse(await (await get("/api/ltk/ava-lane/items-sold?range=7d")).json());
  expect(readCsv(text)).toHaveLength(1 + ledger.data.rowCount + ledger.data.payments.length);
});

test.each(["top-performers", "items-sold", "export"])("%s answers nobody else", async (name) => {
  const search = name === "export" ? "view=items-sold" : "range=7d";
  expect((await fetch(`${app.url}/api/ltk/ava-lane/${name}?${search}`)).status).toBe(401);
  await get(`/api/ltk/nobody/${name}?${search}`, 404);
  await get(`/api/ltk/ava-lane/${name}?${search}&compare=last`, 400);
  await get(`/api/ltk/dina-moss/${name}?${search}`, 409);
});

test("the roster answers nobody who is not signed in", async () => {
  expect((await fetch(`${app.url}/api/roster`)).status).toBe(401);
  await get("/api/roster?range=always", 400);
});
