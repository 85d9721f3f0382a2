import { expect, test } from "vitest";
import { Earnings } from "@/lib/contracts/earnings";
import { Engagement } from "@/lib/contracts/engagement";
import { Overview } from "@/lib/contracts/overview";
import { startBuiltApp } from "../helpers/built-app";

const { sandbox, app, cookie } = await startBuiltApp();

async function get(path: string, status = 200): Promise<unknown> {
  const response = await fetch(`${app.url}${path}`, { headers: { cookie } });
  expect(response.status).toBe(status);
  return response.json();
}

function cents(value: number | null): number {
  if (value === null) throw new Error("unknown");
  return Math.round(value * 100);
}

test.each([
  ["ava-lane", "28d"],
  ["hana-sato", "last-month"],
  ["kit-larsen", "7d"],
])(
  "%s over %s: the period's earnings are the overview's, and the balances add up",
  async (slug, range) => {
    const search = `range=${range}&compare=prev`;
    const { data } = Earnings.parse(await get(`/api/ltk/${slug}/earnings?${search}`));
    const overview = Overview.parse(await get(`/api/ltk/${slug}/overview?${search}`));
    const { commissions, orders, itemsSold } = overview.data.totals;
    expect(data.period).toEqual({ commissions, orders, itemsSold });
    expect(data.change?.commissions).toEqual(overview.data.change?.commissions);
    const { balances } = data;
    if (balances === null) throw new Error("no balances");
    expect(cents(balances.totalLifetime)).toBe(
      cents(balances.open) + cents(balances.due) + cents(balances.paidLifetime),
    );
  },
);

test("the balances do not follow the range, and are no period's earnings", async () => {
  const read = async (range: string) =>
    Earnings.parse(await get(`/api/ltk/ava-lane/earnings?range=${range}`)).data;
  const [week, year] = [await read("7d"), await read("12m")];
  expect(week.balances).toEqual(year.balances);
  expect(week.period?.commissions).not.toBe(week.balances?.open);
});

test("engagement is what LTK sends for each window", async () => {
  const { data, meta } = Engagement.parse(
    await get("/api/ltk/ava-lane/engagement?range=28d&compare=prev"),
  );
  for (const count of Object.values(data.current)) expect(count).toBeGreaterThan(0);
  expect(data.previous).not.toBeNull();
  expect(data.change?.newFollowers.kind).toBe("relative");
  expect(meta.missing).toEqual([]);
});

test("one half that LTK refuses leaves the other, with the reason", async () => {
  sandbox.faults.set("gateway", { kind: "drift" }, { route: "commissionsSummary" });
  const { data, meta } = Earnings.parse(await get("/api/ltk/bea-ortiz/earnings"));
  expect(data.balances).toBeNull();
  expect(data.period?.commissions).toBeGreaterThan(0);
  expect(meta).toMatchObject({ missing: ["balances"], reason: { code: "ltk_bad_shape" } });
  const page = await fetch(`${app.url}/creator/bea-ortiz`, { headers: { cookie } });
  expect(page.status).toBe(200);
  expect((await page.text()).includes("The balances are not available.")).toBe(true);
  sandbox.faults.clear();
});

test.each(["earnings", "engagement"])("%s answers nobody else", async (name) => {
  const signedOut = await fetch(`${app.url}/api/ltk/ava-lane/${name}`);
  expect(signedOut.status).toBe(401);
  await get(`/api/ltk/nobody/${name}`, 404);
  await get(`/api/ltk/ava-lane/${name}?range=always`, 400);
  await get(`/api/ltk/dina-moss/${name}`, 409);
});
