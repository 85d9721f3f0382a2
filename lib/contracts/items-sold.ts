import { Meta } from "./meta";
import { z } from "./zod";

const Text = z.string().nullable();
const Amount = z
  .number()
  .describe("major units of `currency`, to the thousandth, so that rows add up");

const Entry = z.strictObject({
  at: z.iso.datetime(),
  day: z.iso.date().describe("of `at`, in the range's time zone"),
  amount: Amount.describe("as LTK signs it: returns and payments are negative"),
  currency: z.string(),
  status: z.enum(["open", "closed"]).nullable(),
  publisherId: Text,
});

const Item = Entry.extend({
  kind: z.enum(["sale", "return", "other"]).describe("other: a kind nobody knows yet"),
  eventType: Text.describe("LTK's word for a kind nobody knows yet"),
  brand: Text,
  productId: Text,
  title: Text,
  productUrl: Text,
  imageUrl: Text,
  linkUrl: Text.describe("the creator's own link"),
});

const Totals = z.strictObject({
  currency: z.string(),
  itemsSold: z.int(),
  sold: Amount,
  returned: Amount.describe("what returns took off, positive"),
  net: Amount.describe("sold less returned; payments and other events are no earnings"),
  paid: Amount.describe("positive"),
  other: z.strictObject({ events: z.int(), amount: Amount }),
});

/**
 * Answer of `GET /api/ltk/[creator]/items-sold`: the ledger of a range, newest first. Equal rows are separate units.
 * The totals are of all rows; `meta.missing` names the months whose rows could not be had (`rows.2026-10`).
 */
export const ItemsSold = z.strictObject({
  data: z.strictObject({
    rows: z.array(Item).describe("sales, returns and other events of this page"),
    nextCursor: Text.describe("asks for the next page; null: this is the last"),
    rowCount: z.int().describe("of all pages, those of missing rows included"),
    payments: z.array(Entry).describe("the range's, but for missing rows: they are no earnings"),
    totals: z.array(Totals).describe("of the whole range, by currency"),
  }),
  meta: Meta,
});
export type ItemsSold = z.infer<typeof ItemsSold>;
