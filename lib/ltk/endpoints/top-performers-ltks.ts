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
import { WireInstant, WireText } from "./wire";

const Text = z.string().optional();

/** A post with its figures. `shareUrl` is what joins it to the posts feed. Absent: not sent, or blank. */
export const TopPost = TopFigures.extend({
  shareUrl: Text,
  imageUrl: Text,
  publishedAt: z.iso.datetime().optional(),
});
export type TopPost = z.infer<typeof TopPost>;

const Wire = WireFigures.extend({
  share_url: WireText,
  hero_image: WireText,
  date_published: WireInstant,
});

/**
 * `GET /analytics/top_performers/ltks`: the posts that did best in a period.
 *
 * Units   counts; money in major units, kept as thousandths; rates are fractions, and here they do equal orders per click.
 * Errors  `ltk_bad_shape`, naming the path and never a value.
 * Source  field names from LTK's own exports, envelope and paging inferred: docs/ltk.md#top_performersltks.
 */
export const topPerformersLtks: PagedEndpoint<TopQuery, TopPost> = {
  name: "top_performers/ltks",
  request: (query) => topRequest("ltks", query),
  parse: (body) => parseTopPage("ltks", body, { row: Wire, toRow }),
  body: z.looseObject({ data: z.array(Wire), meta: WireTopMeta }),
};

function toRow(wire: z.infer<typeof Wire>): TopPost {
  return {
    shareUrl: wire.share_url,
    imageUrl: wire.hero_image,
    publishedAt: wire.date_published,
    ...toTopFigures(wire),
  };
}
