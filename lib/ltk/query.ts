import type { Day, Slug } from "@/lib/core/brand";

/** Whose data of which days. */
export interface LtkPeriod {
  readonly slug: Slug;
  readonly publisherIds: readonly string[];
  readonly from: Day;
  readonly to: Day;
  /** IANA zone; always sent, because LTK's default is an unrelated offset. */
  readonly timezone: string;
}

/** Days, both ends included. */
export type LtkWindow = Pick<LtkPeriod, "from" | "to">;

/** Whose account, and in which currency its money is asked for. LTK answers for all publishers of the token's account. */
export interface LtkAccount {
  readonly slug: Slug;
  /** Not sent; they tell one account of a slug from the next. */
  readonly publisherIds: readonly string[];
  readonly currency: string;
}

/** What a top list is sorted by, the largest first. */
export type TopDimension = "commissions" | "clicks" | "orders" | "itemsSold";

/** Whose top list of which days. */
export interface TopQuery extends LtkPeriod {
  readonly dimension: TopDimension;
}

/** An account as the account service knows it. */
export interface AccountQuery {
  readonly accountId: string;
}

/** A portal user; her id is her publisher id. */
export interface UserQuery {
  readonly publisherId: string;
}

/** Whose posts, published on which days. */
export interface PostsQuery extends LtkWindow {
  readonly profileId: string;
}

/** Where the next page begins; `undefined`: with the first row. */
export interface PageQuery {
  readonly cursor: string | undefined;
}
