import { chance, daysFrom } from "../data";
import { json, type SandboxResponse } from "../http";
import { type Ask, toInstant } from "./ask";
import { type Product, productsOf } from "./catalogue";

const DAY_MS = 86_400_000;
const MAX_LIMIT = 100;
const MAX_WINDOW_DAYS = 31;
const CLOSED_AFTER_DAYS = 60;
/** How many rows a page of the real ledger falls short of its limit, page after page. */
const SHORTFALLS = [5, 3, 5, 8, 2, 5];
const PAYDAY = "15";
/** Of a row whose sale is taken back by more than the day earned. */
const UNIT_MILLI = 4_830;

interface Row {
  readonly event_type: "SALE_COMMISSION" | "SALE_RETURN" | "PAYMENT";
  readonly milli: number;
  readonly atMs: number;
  readonly product: Product | "unknown" | undefined;
  readonly publisherId: string;
}

/** What the pages of the ledger are read by. */
export interface Cursors {
  /** Where those that were handed out lead. They are numbers, and do not grow with the pages. */
  readonly offsets: Map<string, number>;
  /** The rows of windows that are being read: worked out for the first page, and the same until the last. */
  readonly windows: Map<string, readonly Row[]>;
}

/** Creates cursors before the first page. */
export function createCursors(): Cursors {
  return { offsets: new Map(), windows: new Map() };
}

/** `items_sold/`: the ledger, newest first, one row a unit, over short pages and a trailing empty one. */
export function itemsSold(ask: Ask, cursors: Cursors, isDrifted: boolean): SandboxResponse {
  const limit = Number(ask.parameters.get("limit") ?? "50");
  const windowDays = daysFrom(ask.from, ask.to).length;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) return refused("limit");
  if (windowDays > MAX_WINDOW_DAYS) return refused("end");
  if (isDrifted) return json(200, { items: { rows: [] } });
  const cursor = ask.parameters.get("next");
  const windowKey = `${ask.creator.slug}|${ask.from}..${ask.to}`;
  const rows = (cursor === null ? undefined : cursors.windows.get(windowKey)) ?? ledger(ask);
  const offset = cursor === null ? 0 : (cursors.offsets.get(cursor) ?? rows.length);
  const shortfall = SHORTFALLS[Math.floor(offset / Math.max(1, limit)) % SHORTFALLS.length] ?? 0;
  const page = rows.slice(offset, offset + Math.max(1, limit - shortfall));
  const meta = { currency: "" };
  if (page.length === 0) {
    cursors.windows.delete(windowKey);
    return json(200, { items_sold: [], meta });
  }
  cursors.windows.set(windowKey, rows);
  const after = offset + page.length;
  const next = String(3_000_000_000 + ((after * 7_919) % 1_000_003));
  cursors.offsets.set(next, after);
  return json(200, { items_sold: page.map((row) => wire(row, ask)), meta: { next, ...meta } });
}

function refused(parameter: string): SandboxResponse {
  return json(400, {
    status: 400,
    error_code: "bad-request",
    developer_message: `invalid value for '${parameter}'`,
  });
}

/** All rows of the window, newest first. */
function ledger(ask: Ask): readonly Row[] {
  return daysFrom(ask.from, ask.to)
    .flatMap((day) => [
      ...ask.creator.publisherIds.flatMap((publisherId) => rowsOf(ask, publisherId, day)),
      ...paymentsOf(ask, day),
    ])
    .sort((one, other) => other.atMs - one.atMs);
}

function rowsOf(ask: Ask, publisherId: string, day: string): readonly Row[] {
  const figures = ask.history.day(ask.creator, publisherId, day);
  if (figures === undefined) return [];
  const { itemsSold: units, commissionsMilli: net } = figures;
  const startMs = Date.parse(`${day}T00:00:00Z`);
  const lengthMs = Math.min(DAY_MS, Math.max(1, ask.nowMs - startMs)) - 1;
  const products = productsOf(ask.creator.slug);
  const gross = net > 0 ? net + Math.floor(net * 0.06) : units * UNIT_MILLI;
  const returned = gross - net;
  const returns = returned === 0 ? 0 : Math.max(1, Math.round(units * 0.06));
  const row = (type: Row["event_type"], milli: number, key: string): Row => {
    const draw = chance(`${publisherId}|${day}|${type}|${key}`);
    const known = products[Math.floor(draw * products.length)];
    return {
      event_type: type,
      milli,
      atMs: startMs + Math.floor(draw * lengthMs),
      product: draw * 50 - Math.floor(draw * 50) < 0.08 ? "unknown" : known,
      publisherId,
    };
  };
  // Units of one order share product and second, so that equal rows are real, as they are at LTK.
  return [
    ...split(gross, units).map((milli, index) =>
      row("SALE_COMMISSION", milli, String(Math.floor(index / 2))),
    ),
    ...split(returned, returns).map((milli, index) => row("SALE_RETURN", -milli, String(index))),
  ];
}

/** Equal parts that add up exactly; the last takes the rest. */
function split(total: number, parts: number): readonly number[] {
  if (parts === 0) return [];
  const part = Math.trunc(total / parts);
  return Array.from({ length: parts }, (_, index) =>
    index === parts - 1 ? total - part * (parts - 1) : part,
  );
}

function paymentsOf(ask: Ask, day: string): readonly Row[] {
  const atMs = Date.parse(`${day}T12:00:00Z`);
  const [publisherId] = ask.creator.publisherIds;
  if (!day.endsWith(PAYDAY) || atMs > ask.nowMs || publisherId === undefined) return [];
  if (ask.creator.dailyClicks === 0) return [];
  const milli = -Math.round(ask.creator.dailyClicks * 900);
  return [{ event_type: "PAYMENT", milli, atMs, product: undefined, publisherId }];
}

function wire(row: Row, ask: Ask) {
  const product = typeof row.product === "object" ? row.product : undefined;
  const sign = row.milli < 0 ? "-" : "";
  const amount = Math.abs(row.milli);
  const value = `${sign}${Math.floor(amount / 1_000)}.${String(amount % 1_000).padStart(3, "0")}000000`;
  const isClosed = row.atMs < ask.nowMs - CLOSED_AFTER_DAYS * DAY_MS;
  const unknownId = row.product === "unknown" ? String(100_000 + (row.atMs % 900_000)) : "";
  return {
    event_type: row.event_type,
    amount: { currency: ask.creator.currency, value },
    event_timestamp: toInstant(row.atMs),
    advertiser_display_name: product?.brand ?? (row.product === "unknown" ? "Birch & Bell" : ""),
    product_title: product?.title ?? "",
    product_id: product?.id ?? unknownId,
    product_url: product?.url ?? "",
    product_image_urls: product === undefined ? [] : [product.image],
    product_description: product === undefined ? "" : `${product.title}, by ${product.brand}.`,
    rs_url: product?.rsUrl ?? "",
    status: row.event_type === "PAYMENT" || isClosed ? "Closed" : "Open",
    publisher_id: Number(row.publisherId),
  };
}
