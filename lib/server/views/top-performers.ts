import "server-only";
import type { MetricId } from "@/lib/analytics/catalog";
import { missingMetrics, type Totals, totalsOf } from "@/lib/analytics/totals";
import type { TopPerformers } from "@/lib/contracts/top-performers";
import type { TopPerformersQuery } from "@/lib/contracts/top-performers-query";
import type { DayRange } from "@/lib/core/range";
import { err, ok } from "@/lib/core/result";
import { listDays } from "@/lib/core/time";
import type { Container } from "../container";
import type { CreatorContext } from "../creator-context";
import { toApiError } from "../failures";
import type { CreatorView } from "../route";
import { concentrationIn } from "./concentration-in";
import { type LoadedSeries, loadDailySeries } from "./daily-series";
import { toMetrics } from "./metrics";
import { cacheOf, metaOf } from "./source";
import { toBrand, toPost, toProduct, toTopList } from "./top-performers-rows";

type Lists = Awaited<ReturnType<typeof readLists>>;

/** Of how many the concentration is told. */
const TOP_PRODUCTS = 10;
const TOP_BRANDS = 5;

/** What a page of LTK's holds: lists are read, and kept, by whole pages. */
export const ROWS_A_PAGE = 10;

async function readLists(
  { reads }: Container,
  creator: CreatorContext,
  query: TopPerformersQuery & Pick<DayRange, "from" | "to">,
) {
  const { slug, publisherIds, timezone } = creator;
  const { from, to, by } = query;
  const limit = Math.ceil(query.limit / ROWS_A_PAGE) * ROWS_A_PAGE;
  const list = { slug, publisherIds, timezone, from, to, dimension: by, limit };
  const [products, posts, brands] = await Promise.all([
    reads.topLinks(list),
    reads.topPosts(list),
    reads.topBrands(list),
  ]);
  return { products, posts, brands, rowsRead: limit };
}

/** What shares are of: the range's totals without those that are not whole. */
function wholesOf({ series }: LoadedSeries, { from, to }: DayRange): Partial<Totals> {
  const days = listDays(from, to);
  const wholes: Partial<Record<MetricId, undefined>> = {};
  for (const metric of missingMetrics(series, days)) wholes[metric] = undefined;
  return { ...totalsOf(series, days), ...wholes };
}

/** The three lists of a range, beside the compared period's. */
function toData(
  query: TopPerformersQuery,
  reads: {
    readonly current: Lists;
    readonly previous: Lists | null;
    readonly series: LoadedSeries | null;
  },
): TopPerformers["data"] {
  const { by, limit, range } = query;
  const { current, previous, series } = reads;
  const wholes = series === null ? {} : wholesOf(series, range);
  const { rowsRead } = current;
  const parts = { by, limit, whole: wholes[by], rowsRead, isCompared: previous !== null };
  const earned = { by, rowsRead, whole: wholes.commissions };
  return {
    by,
    totals:
      series === null ? null : toMetrics(totalsOf(series.series, listDays(range.from, range.to))),
    products: toTopList(current.products, previous?.products, {
      ...parts,
      keyOf: ({ linkUrl, url }) => linkUrl ?? url,
      describe: toProduct,
    }),
    posts: toTopList(current.posts, previous?.posts, {
      ...parts,
      keyOf: ({ shareUrl }) => shareUrl,
      describe: toPost,
    }),
    brands: toTopList(current.brands, previous?.brands, {
      ...parts,
      keyOf: ({ brand }) => brand,
      describe: toBrand,
    }),
    concentration: {
      products: concentrationIn({ ...earned, read: current.products }, TOP_PRODUCTS),
      brands: concentrationIn({ ...earned, read: current.brands }, TOP_BRANDS),
    },
  };
}

/** The reads by the name that `missing` gives them. */
function named({ products, posts, brands }: Lists, prefix = "") {
  return [
    { name: `${prefix}products`, read: products },
    { name: `${prefix}posts`, read: posts },
    { name: `${prefix}brands`, read: brands },
  ];
}

/** `top-performers`: the products, posts and brands that did best in the range. A list that fails is missing; the others are answered. */
export const topPerformersView: CreatorView<TopPerformers, TopPerformersQuery> = async (
  container,
  creator,
  query,
) => {
  const { range, compare } = query;
  const [current, previous, series] = await Promise.all([
    readLists(container, creator, { ...query, ...range }),
    compare === null ? null : readLists(container, creator, { ...query, ...compare }),
    loadDailySeries(container, creator, range),
  ]);
  const lists = named(current);
  const [failed] = lists.flatMap(({ read }) => (read.ok ? [] : [read.error]));
  if (failed !== undefined && !lists.some(({ read }) => read.ok)) return err(toApiError(failed));
  const parts = [
    ...lists,
    ...(previous === null ? [] : named(previous, "previous.")),
    { name: "totals", read: series.ok ? ok(series.value.source) : series },
  ];
  const sources = parts.flatMap(({ read }) => (read.ok ? [read.value] : []));
  const body: TopPerformers = {
    data: toData(query, { current, previous, series: series.ok ? series.value : null }),
    meta: metaOf(container, creator, query, {
      sources,
      failures: parts.flatMap(({ read }) => (read.ok ? [] : [read.error])),
      missing: parts.flatMap(({ name, read }) => (read.ok ? [] : [name])),
    }),
  };
  return ok({ body, cache: cacheOf(sources) });
};
