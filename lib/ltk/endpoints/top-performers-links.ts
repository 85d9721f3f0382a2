import { z } from "zod";
import { toMilli } from "@/lib/core/money";
import type { TopQuery } from "../query";
import type { PagedEndpoint } from "./endpoint";
import {
  parseTopPage,
  TopFigures,
  topRequest,
  toTopFigures,
  WireFigures,
  WireTopMeta,
} from "./top-performers";
import { unread, WireMoney, WireText } from "./wire";

const Text = z.string().optional();

/** A product's link with its figures; the price in thousandths. Absent: not sent, or blank. */
export const TopLink = TopFigures.extend({
  title: Text,
  brand: Text,
  url: Text,
  linkUrl: Text,
  imageUrl: Text,
  price: z.int().transform(toMilli).optional(),
  currency: Text,
});
export type TopLink = z.infer<typeof TopLink>;

const Wire = WireFigures.extend({
  product_name: WireText,
  advertiser_name: WireText,
  url: WireText,
  rs_url: WireText,
  image: WireText,
  price: WireMoney,
  currency: WireText,
  sku: unread("string"),
  description: unread("string"),
  active_links: unread("number"),
});

/**
 * `GET /analytics/top_performers/links`: the products that did best in a period.
 *
 * Units   counts; money in major units, kept as thousandths; rates are fractions, and here they do equal orders per click.
 * Errors  `ltk_bad_shape`, naming the path and never a value.
 * Source  field names from LTK's own exports, envelope and paging inferred: docs/ltk.md#top_performerslinks.
 */
export const topPerformersLinks: PagedEndpoint<TopQuery, TopLink> = {
  name: "top_performers/links",
  request: (query) => topRequest("links", query),
  parse: (body) => parseTopPage("links", body, { row: Wire, toRow }),
  body: z.looseObject({ data: z.array(Wire), meta: WireTopMeta }),
};

function toRow(wire: z.infer<typeof Wire>): TopLink {
  return {
    title: wire.product_name,
    brand: wire.advertiser_name,
    url: wire.url,
    linkUrl: wire.rs_url,
    imageUrl: wire.image,
    price: wire.price,
    currency: wire.currency,
    ...toTopFigures(wire),
  };
}
