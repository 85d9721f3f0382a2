import { z } from "zod";
import { err, ok, type Result } from "@/lib/core/result";
import { badShape, type LtkError } from "../errors";
import type { PostsQuery } from "../query";
import type { Page, PagedEndpoint } from "./endpoint";
import { metaOf, readBody, unread, WireId, WireInstant, WireText } from "./wire";

const NAME = "posts";
/** More was answered with an error. */
const POSTS_A_PAGE = 50;

const Text = z.string().optional();

/** A published post. Its performance is in the top list of posts, joined by `shareUrl`. Absent: not sent, or blank. */
export const Post = z.strictObject({
  id: z.string(),
  shareUrl: Text,
  publishedAt: z.iso.datetime().optional(),
  caption: Text,
  imageUrl: Text,
  /** What it shows, in LTK's records of this post alone. */
  products: z.array(z.strictObject({ id: Text, brand: Text, linkUrl: Text, imageUrl: Text })),
});
export type Post = z.infer<typeof Post>;

const WirePost = z.looseObject({
  id: WireText,
  profile_id: WireText,
  share_url: WireText,
  date_published: WireInstant,
  caption: WireText,
  hero_image: WireText,
  hash: unread("string"),
  hero_image_width: unread("number"),
  hero_image_height: unread("number"),
  profile_user_id: unread("string"),
  video_media_id: unread("string"),
  status: unread("string"),
  date_created: unread("string"),
  date_updated: unread("string"),
  date_scheduled: z.unknown().optional(),
  product_ids: unread("array"),
});

const WireProduct = z.looseObject({
  id: WireText,
  ltk_id: WireText,
  hyperlink: WireText,
  image_url: WireText,
  retailer_display_name: WireText,
  matching: unread("string"),
  product_details_id: unread("string"),
  retailer_id: unread("string"),
});

const Meta = z.looseObject({
  last_id: WireId,
  next_url: WireText,
  num_results: unread("number"),
  total_results: unread("number"),
  limit: unread("number"),
  seed: unread("string"),
});

const Feed = z.looseObject({
  ltks: z.array(WirePost),
  products: z.array(WireProduct).nullish(),
});

/**
 * `GET /api/ltk/v2/ltks`: a profile's published posts, newest first, page by page. Public: it needs no session.
 *
 * Errors  `ltk_bad_shape`, also when a post is of another profile than was asked for.
 * Source  several sources, docs/ltk.md#posts.
 * Quirk   callers that do not look like a browser get 429, and so do callers that ask for pages without a pause.
 */
export const posts: PagedEndpoint<PostsQuery, Post> = {
  name: NAME,
  request: (query) => ({
    path: "/api/ltk/v2/ltks",
    parameters: {
      profile_id: query.profileId,
      limit: String(POSTS_A_PAGE),
      status: "PUBLISHED",
      date_published_start: query.from,
      date_published_end: query.to,
      last_id: query.cursor ?? "",
    },
  }),
  parse,
  body: Feed.extend({
    profiles: unread("array"),
    meta: Meta,
  }),
};

function parse(body: unknown, query: PostsQuery): Result<Page<Post>, LtkError> {
  const feed = readBody(NAME, body, { names: [], schema: Feed });
  if (!feed.ok) return feed;
  const { ltks, products } = feed.value;
  const rows: Post[] = [];
  for (const [index, post] of ltks.entries()) {
    if (post.id === undefined) return err(badShape(NAME, `ltks.${index}.id`));
    if (post.profile_id !== query.profileId) return err(badShape(NAME, `ltks.${index}.profile_id`));
    rows.push({
      id: post.id,
      shareUrl: post.share_url,
      publishedAt: post.date_published,
      caption: post.caption,
      imageUrl: post.hero_image,
      products: (products ?? []).filter(({ ltk_id }) => ltk_id === post.id).map(toProduct),
    });
  }
  const meta = Meta.safeParse(metaOf(body));
  // Without a readable `meta` there is no telling whether more follows.
  if (!meta.success) return err(badShape(NAME, "meta"));
  const { last_id, next_url } = meta.data;
  // An empty page has no last post: whatever its cursor says, nothing follows it.
  return ok({ rows, next: rows.length === 0 ? undefined : (last_id ?? lastIdIn(next_url)) });
}

function toProduct(wire: z.infer<typeof WireProduct>): Post["products"][number] {
  return {
    id: wire.id,
    brand: wire.retailer_display_name,
    linkUrl: wire.hyperlink,
    imageUrl: wire.image_url,
  };
}

/** The address is never followed: only its parameter is taken. */
function lastIdIn(url: string | undefined): string | undefined {
  const query = url?.split("?")[1];
  return new URLSearchParams(query).get("last_id") ?? undefined;
}
