import { z } from "zod";
import { toMilli } from "@/lib/core/money";
import { err, ok, type Result } from "@/lib/core/result";
import { badShape, type LtkError } from "../errors";
import type { LtkAccount, LtkWindow } from "../query";
import type { Page, PagedEndpoint } from "./endpoint";
import { windowParameters } from "./parameters";
import { metaOf, readRows, unread, WireId, WireMoment, WireMoney, WireText } from "./wire";

const NAME = "items_sold";
/** More was answered with 400. */
const ROWS_A_PAGE = 100;

/** The longest window LTK is known to answer; a wider one was answered with 400 [one source]. */
export const MAX_LEDGER_DAYS = 31;

const Text = z.string().optional();

/** One line of the ledger. There is one a unit and no id, so equal lines are real and must all be kept. Absent: not sent. */
export const LedgerRow = z.strictObject({
  /** Payments are no earnings. `other`: a type we do not know, named in `eventType`. */
  kind: z.enum(["sale", "return", "payment", "other"]),
  eventType: Text,
  at: z.iso.datetime(),
  /** The creator's commission in thousandths, signed: returns and payments are negative. What was ordered is nowhere. */
  amount: z.int().transform(toMilli),
  currency: Text,
  status: z.enum(["open", "closed"]).optional(),
  publisherId: Text,
  brand: Text,
  productId: Text,
  title: Text,
  productUrl: Text,
  imageUrl: Text,
  linkUrl: Text,
});
export type LedgerRow = z.infer<typeof LedgerRow>;

const Wire = z.looseObject({
  event_type: z.string(),
  amount: z.looseObject({ currency: WireText, value: WireMoney }),
  event_timestamp: WireMoment,
  advertiser_display_name: WireText,
  product_title: WireText,
  product_id: WireId,
  product_url: WireText,
  product_image_urls: z.array(z.string()).nullish(),
  product_description: unread("string"),
  rs_url: WireText,
  status: WireText,
  publisher_id: WireId,
});

const KINDS: Readonly<Record<string, LedgerRow["kind"]>> = {
  SALE_COMMISSION: "sale",
  SALE_RETURN: "return",
  PAYMENT: "payment",
};

/**
 * `GET /api/creator-analytics/v1/items_sold/`: the ledger of the whole account, newest first, page by page.
 *
 * Units   money as decimal strings with 9 places, kept as thousandths; days in UTC.
 * Errors  `ltk_bad_shape`, naming the path and never a value: a row without amount or time would be missing from a sum.
 * Source  captured, docs/ltk.md#items_sold.
 * Quirk   the cursor is called `next` and ends only by being absent: pages are short, or empty, long before that.
 */
export const itemsSold: PagedEndpoint<LtkAccount & LtkWindow, LedgerRow> = {
  name: NAME,
  request: (query) => ({
    path: "/api/creator-analytics/v1/items_sold/",
    parameters: {
      ...windowParameters(query),
      limit: String(ROWS_A_PAGE),
      currency: query.currency,
      next: query.cursor ?? "",
    },
  }),
  parse,
  body: z.looseObject({
    items_sold: z.array(Wire),
    meta: z.looseObject({ next: WireId, currency: unread("string") }),
  }),
};

function parse(body: unknown): Result<Page<LedgerRow>, LtkError> {
  const wire = readRows(NAME, body, { names: [NAME], row: Wire });
  if (!wire.ok) return wire;
  const rows: LedgerRow[] = [];
  for (const [index, row] of wire.value.entries()) {
    const parsed = toLedgerRow(row);
    if (parsed === undefined) return err(badShape(NAME, `${index}.amount.value`));
    rows.push(parsed);
  }
  const meta = metaOf(body);
  const next = WireId.safeParse(meta?.["next"]);
  // Without `meta` there is no telling whether more follows.
  if (meta === undefined) return err(badShape(NAME, "meta"));
  return next.success ? ok({ rows, next: next.data }) : err(badShape(NAME, "meta.next"));
}

function toLedgerRow(row: z.infer<typeof Wire>): LedgerRow | undefined {
  const { value, currency } = row.amount;
  if (value === undefined) return undefined;
  const kind = KINDS[row.event_type] ?? "other";
  const status = row.status?.toLowerCase();
  return {
    kind,
    eventType: kind === "other" ? row.event_type : undefined,
    at: row.event_timestamp,
    amount: value,
    currency,
    status: status === "open" || status === "closed" ? status : undefined,
    publisherId: row.publisher_id,
    brand: row.advertiser_display_name,
    productId: row.product_id,
    title: row.product_title,
    productUrl: row.product_url,
    imageUrl: row.product_image_urls?.at(0),
    linkUrl: row.rs_url,
  };
}
