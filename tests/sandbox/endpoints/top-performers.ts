import { chance, type Figures } from "../data";
import { json, type SandboxResponse } from "../http";
import type { Ask } from "./ask";
import { BRANDS, productsOf } from "./catalogue";
import { postsOf } from "./posts";

/** The three tables: products, posts, brands. */
export type TopTable = "links" | "ltks" | "advertisers";

const PAGE_SIZE = 10;
const DIMENSIONS = ["commissions", "clicks", "orders", "items_sold"] as const;

/** `top_performers/{links,ltks,advertisers}`: ten rows a page, continued by `last_id`. */
export function topPerformers(ask: Ask, table: TopTable, isDrifted: boolean): SandboxResponse {
  if (isDrifted) return json(200, { leaders: [] });
  const dimension = DIMENSIONS.find((name) => name === ask.parameters.get("dimension"));
  if (dimension === undefined) {
    return json(400, { error: "dimension is not supported" });
  }
  const sum = ask.history.sum(ask.creator, ask.from, ask.to, ask.publisherIds);
  const parts = describe(ask, table);
  const clicked = parts.map((_, index) => clickedShare(ask, table, index));
  const earning = clicked.map((share, index) => share * earnedShare(ask, table, index));
  const figures = divide(sum, clicked, earning);
  const isDescending = ask.parameters.get("sort_dir") !== "asc";
  const rows = parts
    .map((part, index) => ({ ...part, ...wire(figures[index] ?? sum) }))
    .filter(({ clicks }) => clicks > 0)
    .sort((one, other) => (other[dimension] - one[dimension]) * (isDescending ? 1 : -1));
  const offset = Number(ask.parameters.get("last_id") ?? "0");
  const page = rows.slice(offset, offset + PAGE_SIZE);
  const after = offset + page.length;
  return json(200, {
    data: page,
    meta: after < rows.length ? { last_id: String(after) } : {},
  });
}

function describe(ask: Ask, table: TopTable): readonly object[] {
  if (table === "advertisers") return BRANDS.map((advertiser_name) => ({ advertiser_name }));
  if (table === "ltks") {
    return postsOf(ask.creator, ask.nowMs)
      .slice(0, 24)
      .map((post) => ({
        hero_image: post.hero_image,
        date_published: post.date_published.replace("Z", "+00:00"),
        share_url: post.share_url,
      }));
  }
  return productsOf(ask.creator.slug).map((product) => ({
    product_name: product.title,
    advertiser_name: product.brand,
    image: product.image,
    sku: "",
    description: "",
    price: product.price,
    currency: ask.creator.currency,
    url: product.url,
    rs_url: product.rsUrl,
    active_links: 1,
  }));
}

/** A few are clicked much more than the rest, and not every month alike. */
function clickedShare({ creator, from }: Ask, table: TopTable, index: number): number {
  const name = `${creator.slug}|${table}|${index}`;
  return (0.05 + chance(name) ** 3) * (0.6 + 0.8 * chance(`${name}|${from.slice(0, 7)}`));
}

/** What clicks earn, 1 on average; one product in six is clicked and not bought. */
function earnedShare({ creator }: Ask, table: TopTable, index: number): number {
  const draw = chance(`${creator.slug}|${table}|${index}|earns`);
  return table === "links" && draw < 1 / 6 ? 0 : 0.5 + draw;
}

/** Shares of clicks, and of what they earn, that add up to the whole, the last taking what is left. */
function divide(
  sum: Figures,
  clicked: readonly number[],
  earning: readonly number[],
): readonly Figures[] {
  const whole = (shares: readonly number[]) => shares.reduce((all, share) => all + share, 0);
  const [allClicked, allEarning] = [whole(clicked), whole(earning)];
  let left = sum;
  return clicked.map((share, index) => {
    const isLast = index === clicked.length - 1;
    const part = (value: number, rest: number) =>
      isLast ? rest : Math.trunc((value * (earning[index] ?? 0)) / allEarning);
    const figures = {
      clicks: isLast ? left.clicks : Math.trunc((sum.clicks * share) / allClicked),
      orders: part(sum.orders, left.orders),
      itemsSold: part(sum.itemsSold, left.itemsSold),
      commissionsMilli: part(sum.commissionsMilli, left.commissionsMilli),
    };
    left = {
      clicks: left.clicks - figures.clicks,
      orders: left.orders - figures.orders,
      itemsSold: left.itemsSold - figures.itemsSold,
      commissionsMilli: left.commissionsMilli - figures.commissionsMilli,
    };
    return figures;
  });
}

function wire({ clicks, orders, itemsSold, commissionsMilli }: Figures) {
  const rate = (count: number) => (clicks === 0 ? 0 : count / clicks);
  return {
    clicks,
    commissions: commissionsMilli / 1_000,
    orders,
    items_sold: itemsSold,
    order_conversion_rate: rate(orders),
    items_sold_conversion_rate: rate(itemsSold),
  };
}
