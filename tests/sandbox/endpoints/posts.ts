import type { SandboxCreator } from "../creators";
import { chance } from "../data";
import { json, type SandboxRequest, type SandboxResponse } from "../http";
import { productsOf } from "./catalogue";

const DAY_MS = 86_400_000;
const MAX_LIMIT = 50;
const DEFAULT_LIMIT = 20;
const POSTS = 120;

/** The profile under which a creator posts. */
export function profileIdOf(creator: SandboxCreator): string {
  return `aaaaaaaa-0001-11e8-9999-${creator.accountId.padStart(12, "0")}`;
}

/** The invented posts of a creator, newest first: one every two or three days. */
export function postsOf(creator: SandboxCreator, nowMs: number) {
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  const count = creator.dailyClicks === 0 ? 0 : POSTS;
  return Array.from({ length: count }, (_, index) => {
    const draw = chance(`${creator.slug}|post|${index}`);
    const at = new Date(today - Math.floor((index + draw) * 2.5) * DAY_MS + 12 * 3_600_000);
    const date = at.toISOString().replace(/\.\d+/, "");
    const products = productsOf(creator.slug);
    const first = Math.floor(draw * (products.length - 4));
    return {
      id: `bbbbbbbb-${String(index).padStart(4, "0")}-11f1-8888-${creator.accountId.padStart(12, "0")}`,
      hash: `hash${index}`,
      caption: "Invented words about invented things.",
      hero_image: `https://img.example/${creator.slug}-${index}.jpg`,
      hero_image_width: 1080,
      hero_image_height: 1350,
      profile_id: profileIdOf(creator),
      profile_user_id: creator.publisherIds[0] ?? "",
      video_media_id: "",
      status: "PUBLISHED",
      date_created: date,
      date_updated: date,
      date_scheduled: null,
      date_published: date,
      share_url: `https://liketk.example/${creator.slug}-${index}`,
      product_ids: products.slice(first, first + 4).map(({ id }) => id),
    };
  });
}

/** `GET /api/ltk/v2/ltks`: public; at most 50 posts a page, and 429 for callers that do not look like a browser. */
export function postsFeed(
  request: SandboxRequest,
  creators: readonly SandboxCreator[],
  nowMs: number,
  isDrifted: boolean,
): SandboxResponse {
  const { searchParams } = request.url;
  if (!/Mozilla/.test(request.headers["user-agent"] ?? "")) {
    return json(429, { error: "Rate Limit Exceeded" });
  }
  const limit = Number(searchParams.get("limit") ?? DEFAULT_LIMIT);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    return json(400, { error: "limit must be between 1 and 50" });
  }
  const creator = creators.find((one) => profileIdOf(one) === searchParams.get("profile_id"));
  if (creator === undefined) return json(404, { error: "profile not found" });
  if (isDrifted) return json(200, { feed: [] });
  const from = searchParams.get("date_published_start") ?? "0000";
  const to = searchParams.get("date_published_end") ?? "9999";
  const all = postsOf(creator, nowMs).filter(
    ({ date_published }) => date_published >= from && date_published.slice(0, 10) <= to,
  );
  const lastId = searchParams.get("last_id");
  const start = lastId === null ? 0 : all.findIndex(({ id }) => id === lastId) + 1;
  const page = all.slice(start, start + limit);
  const last = page.at(-1)?.id;
  const hasMore = start + page.length < all.length && last !== undefined;
  const next = new URL(request.url);
  if (hasMore) next.searchParams.set("last_id", last);
  return json(200, {
    ltks: page,
    products: page.flatMap((post) => productRows(creator, post)),
    profiles: [profileRow(creator)],
    meta: {
      num_results: page.length,
      total_results: all.length,
      limit,
      seed: "",
      ...(hasMore ? { last_id: last, next_url: `${next.pathname}${next.search}` } : {}),
    },
  });
}

function productRows(creator: SandboxCreator, post: ReturnType<typeof postsOf>[number]) {
  return productsOf(creator.slug)
    .filter(({ id }) => post.product_ids.includes(id))
    .map((product) => ({
      id: product.id,
      ltk_id: post.id,
      hyperlink: product.rsUrl,
      image_url: product.image,
      matching: "EXACT",
      product_details_id: product.id,
      retailer_id: product.brand,
      retailer_display_name: product.brand,
    }));
}

/** A profile as the feed and the profiles endpoint show it. */
export function profileRow(creator: SandboxCreator) {
  return {
    id: profileIdOf(creator),
    display_name: creator.name,
    full_name: creator.name,
    instagram_name: creator.slug,
    blog_name: "",
    blog_url: "",
    avatar_url: `https://img.example/${creator.slug}.jpg`,
    bg_image_url: "",
    bio: "Invented words about an invented person.",
    rs_account_id: Number(creator.accountId),
    searchable: true,
    created_at: "2021-03-04T05:06:07Z",
    has_activated_chat: false,
  };
}
