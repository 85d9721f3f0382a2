import { z } from "zod";
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
import { WireText } from "./wire";

/** A brand with its figures. Absent: not sent, or blank. */
export const TopBrand = TopFigures.extend({ brand: z.string().optional() });
export type TopBrand = z.infer<typeof TopBrand>;

const Wire = WireFigures.extend({ advertiser_name: WireText });

/**
 * `GET /analytics/top_performers/advertisers`: the brands that did best in a period.
 *
 * Units   counts; money in major units, kept as thousandths; rates are fractions, and here they do equal orders per click.
 * Errors  `ltk_bad_shape`, naming the path and never a value.
 * Source  field names from LTK's own exports, envelope and paging inferred: docs/ltk.md#top_performersadvertisers.
 */
export const topPerformersAdvertisers: PagedEndpoint<TopQuery, TopBrand> = {
  name: "top_performers/advertisers",
  request: (query) => topRequest("advertisers", query),
  parse: (body) => parseTopPage("advertisers", body, { row: Wire, toRow }),
  body: z.looseObject({ data: z.array(Wire), meta: WireTopMeta }),
};

function toRow(wire: z.infer<typeof Wire>): TopBrand {
  return { brand: wire.advertiser_name, ...toTopFigures(wire) };
}
