import { z } from "zod";
import { parseDay, parseSlug } from "@/lib/core/brand";
import type { Result } from "@/lib/core/result";
import { account, LtkAccountDetails } from "@/lib/ltk/endpoints/account";
import { CommissionsSummary, commissionsSummary } from "@/lib/ltk/endpoints/commissions-summary";
import type { LtkEndpoint } from "@/lib/ltk/endpoints/endpoint";
import { HeroChartDay, heroChart } from "@/lib/ltk/endpoints/hero-chart";
import { itemsSold, LedgerRow } from "@/lib/ltk/endpoints/items-sold";
import { PerformanceStats, performanceStats } from "@/lib/ltk/endpoints/performance-stats";
import { PerformanceSummary, performanceSummary } from "@/lib/ltk/endpoints/performance-summary";
import { Post, posts } from "@/lib/ltk/endpoints/posts";
import { LtkProfile, profiles } from "@/lib/ltk/endpoints/profiles";
import { TopBrand, topPerformersAdvertisers } from "@/lib/ltk/endpoints/top-performers-advertisers";
import { TopLink, topPerformersLinks } from "@/lib/ltk/endpoints/top-performers-links";
import { TopPost, topPerformersLtks } from "@/lib/ltk/endpoints/top-performers-ltks";
import { LtkUser, user } from "@/lib/ltk/endpoints/user";
import { users } from "@/lib/ltk/endpoints/users";
import type { LtkError } from "@/lib/ltk/errors";

/** What each fixture of an endpoint must come to; a text is the path at which it must be refused. */
export interface Expected {
  /** The name of its file and of its folder of fixtures. */
  readonly file: string;
  readonly endpoint: {
    readonly name: string;
    readonly body: z.ZodType;
    readonly parse: (body: unknown) => Result<unknown, LtkError>;
    readonly request: { readonly path: string; readonly parameters: object };
  };
  /** Reads back what a cache has stored. */
  readonly stored: z.ZodType;
  readonly happy: unknown;
  readonly missingFields: unknown;
  readonly wrongTypes: string;
  readonly empty: unknown;
  readonly drifted: string;
}

const [FROM, TO, SLUG] = [parseDay("2030-05-01"), parseDay("2030-05-07"), parseSlug("ava-lane")];
if (FROM === undefined || TO === undefined || SLUG === undefined) throw new Error("not a period");

const PROFILE_ID = "aaaaaaaa-0001-11e8-9999-0242ac110002";
const POST_ID = "bbbbbbbb-0001-11f1-8888-0242ac110002";
const QUERY = {
  slug: SLUG,
  publisherIds: ["100001", "100002"],
  publisherId: "100001",
  accountId: "200001",
  profileId: PROFILE_ID,
  from: FROM,
  to: TO,
  timezone: "UTC",
  currency: "USD",
  dimension: "commissions",
  cursor: undefined,
} as const;

type Query = typeof QUERY;

function asked<Answer>(endpoint: LtkEndpoint<Query, Answer>): Expected["endpoint"] {
  const { name, body, parse, request } = endpoint;
  return { name, body, parse: (wire) => parse(wire, QUERY), request: request(QUERY) };
}

const FIGURES = {
  clicks: 500,
  orders: 10,
  itemsSold: 15,
  commissions: 80_500,
  orderConversionRate: 0.02,
  itemsSoldConversionRate: 0.03,
};
const SALE = {
  kind: "sale",
  at: "2030-05-07T10:20:30.000Z",
  amount: 4_830,
  currency: "USD",
  status: "open",
  publisherId: "100001",
  brand: "Acme Outfitters (US)",
  productId: "0123456789abcdef0123456789abcdef",
  title: "Denim jumpsuit",
  productUrl: "https://shop.example/p/1",
  imageUrl: "https://img.example/1.jpg",
  linkUrl: "https://rstyle.example/+AbCdEfGhIjKl",
};
const PAYMENT = {
  kind: "payment",
  at: "2030-05-03T12:00:00.000Z",
  amount: -950_000,
  currency: "USD",
  status: "closed",
  publisherId: "100001",
};

/** Every endpoint. Amounts in thousandths; what LTK did not send is not there at all. */
export const EXPECTED: readonly Expected[] = [
  {
    file: "hero-chart",
    endpoint: asked(heroChart),
    stored: HeroChartDay.array(),
    happy: [
      { day: "2030-05-01", clicks: 410, orders: 11, itemsSold: 25, commissions: 123_450 },
      { day: "2030-05-02", clicks: 377, orders: 9, itemsSold: 19, commissions: -98_101 },
    ],
    missingFields: [
      { day: "2030-05-01", clicks: 410, commissions: 123_450 },
      { day: "2030-05-03" },
    ],
    wrongTypes: "clicks.date_ranges.1",
    empty: [],
    drifted: "data (none of the known metrics)",
  },
  {
    file: "performance-summary",
    endpoint: asked(performanceSummary),
    stored: PerformanceSummary,
    happy: {
      clicks: 12_000,
      orders: 200,
      itemsSold: 400,
      netCommissions: 1_500_126,
      orderConversionRate: 0.019047619047619,
      itemsSoldConversionRate: 0.0380952380952381,
      currency: "USD",
    },
    missingFields: { clicks: 12_000, netCommissions: 1_500_126 },
    wrongTypes: "clicks",
    empty: { clicks: 0, orders: 0, itemsSold: 0, netCommissions: 0, currency: "USD" },
    drifted: "data (none of the known metrics)",
  },
  {
    file: "performance-stats",
    endpoint: asked(performanceStats),
    stored: PerformanceStats,
    happy: {
      newFollowers: 30,
      postImpressions: 250_000,
      profileVisits: 5_000,
      postVisits: 9_000,
      videoViews: 20_000,
    },
    missingFields: { profileVisits: 5_000, postVisits: 9_000 },
    wrongTypes: "profile_visits",
    empty: {
      newFollowers: 0,
      postImpressions: 0,
      profileVisits: 0,
      postVisits: 0,
      videoViews: 0,
    },
    drifted: "performance_stats (none of the known counts)",
  },
  {
    file: "commissions-summary",
    endpoint: asked(commissionsSummary),
    stored: CommissionsSummary,
    happy: {
      open: 2_310_400,
      due: 120_550,
      paidLifetime: 54_000_100,
      totalLifetime: 56_431_050,
      currency: "USD",
      updatedAt: "2030-05-08T12:00:00.000Z",
    },
    missingFields: { open: 2_310_400, totalLifetime: 56_431_050 },
    wrongTypes: "open_earnings",
    empty: {
      open: 0,
      due: 0,
      paidLifetime: 0,
      totalLifetime: 0,
      currency: "USD",
      updatedAt: "2030-05-08T12:00:00.000Z",
    },
    drifted: "commissions_summary (none of the known balances)",
  },
  {
    file: "items-sold",
    endpoint: asked(itemsSold),
    stored: storedPage(LedgerRow),
    happy: {
      rows: [
        SALE,
        SALE,
        {
          kind: "return",
          at: "2030-05-06T01:00:00.000Z",
          amount: -4_831,
          currency: "USD",
          status: "open",
          publisherId: "100002",
          brand: "Acme Outfitters (US)",
          productId: "123456",
        },
        PAYMENT,
        { ...PAYMENT, kind: "other", eventType: "PAYMENT_FEE", amount: -1_500 },
      ],
      next: "3000000123",
    },
    missingFields: { rows: [{ kind: "sale", at: "2030-05-07T10:20:30.000Z", amount: 4_830 }] },
    wrongTypes: "1.amount.value",
    empty: { rows: [] },
    drifted: "items_sold",
  },
  {
    file: "top-performers-links",
    endpoint: asked(topPerformersLinks),
    stored: storedPage(TopLink),
    happy: {
      rows: [
        {
          ...FIGURES,
          title: "Denim jumpsuit",
          brand: "Acme Outfitters (US)",
          url: "https://shop.example/p/1",
          linkUrl: "https://rstyle.example/+AbC",
          imageUrl: "https://img.example/1.jpg",
          price: 59_950,
          currency: "USD",
        },
        {
          brand: "Acme Outfitters (US)",
          price: 59_950,
          currency: "USD",
          clicks: 0,
          orders: 1,
          itemsSold: 1,
          commissions: 123,
        },
      ],
      next: "10",
    },
    missingFields: {
      rows: [
        {
          brand: "Acme Outfitters (US)",
          url: "https://shop.example/p/1",
          linkUrl: "https://rstyle.example/+AbC",
          imageUrl: "https://img.example/1.jpg",
          price: 59_950,
          currency: "USD",
          clicks: 500,
          orders: 10,
          itemsSold: 15,
        },
      ],
    },
    wrongTypes: "1.clicks",
    empty: { rows: [] },
    drifted: "top_performers",
  },
  {
    file: "top-performers-ltks",
    endpoint: asked(topPerformersLtks),
    stored: storedPage(TopPost),
    happy: {
      rows: [
        {
          ...FIGURES,
          shareUrl: "https://liketk.example/abc",
          imageUrl: "https://img.example/post-1.jpg",
          publishedAt: "2030-05-01T12:00:00.000Z",
        },
        { ...FIGURES, publishedAt: "2030-05-01T12:00:00.000Z", clicks: 0, commissions: 150 },
      ],
      next: "10",
    },
    missingFields: {
      rows: [
        {
          imageUrl: "https://img.example/post-1.jpg",
          publishedAt: "2030-05-01T12:00:00.000Z",
          clicks: 500,
          orders: 10,
          itemsSold: 15,
        },
      ],
    },
    wrongTypes: "1.clicks",
    empty: { rows: [] },
    drifted: "top_performers",
  },
  {
    file: "top-performers-advertisers",
    endpoint: asked(topPerformersAdvertisers),
    stored: storedPage(TopBrand),
    happy: {
      rows: [
        { ...FIGURES, brand: "Acme Outfitters (US)" },
        { ...FIGURES, clicks: 0 },
      ],
      next: "10",
    },
    missingFields: { rows: [{ clicks: 500, orders: 10, itemsSold: 15 }] },
    wrongTypes: "1.clicks",
    empty: { rows: [] },
    drifted: "top_performers",
  },
  {
    file: "user",
    endpoint: asked(user),
    stored: LtkUser,
    happy: { id: "100001", accountId: "200001", name: "Ava Invented" },
    missingFields: { id: "100001" },
    wrongTypes: "account_id",
    empty: "user.id",
    drifted: "user.id",
  },
  {
    file: "users",
    endpoint: asked(users),
    stored: LtkUser.array(),
    happy: [
      { id: "100001", accountId: "200001", name: "Ava Invented" },
      { id: "100002", accountId: "200001", name: "Bea Invented" },
    ],
    missingFields: [{ id: "100001" }],
    wrongTypes: "1.name",
    empty: [],
    drifted: "users",
  },
  {
    file: "account",
    endpoint: asked(account),
    stored: LtkAccountDetails,
    happy: {
      id: "200001",
      ownerId: "100001",
      displayCurrency: "USD",
      preferredProfileId: PROFILE_ID,
    },
    missingFields: { id: "200001" },
    wrongTypes: "display_currency",
    empty: "account.id",
    drifted: "account.id",
  },
  {
    file: "profiles",
    endpoint: asked(profiles),
    stored: LtkProfile.array(),
    happy: [
      { id: PROFILE_ID, displayName: "Ava Invented", avatarUrl: "https://img.example/ava.jpg" },
    ],
    missingFields: [{ id: PROFILE_ID }],
    wrongTypes: "0.id",
    empty: [],
    drifted: "profiles",
  },
  {
    file: "posts",
    endpoint: asked(posts),
    stored: storedPage(Post),
    happy: {
      rows: [
        {
          id: POST_ID,
          shareUrl: "https://liketk.example/abc",
          publishedAt: "2030-05-01T12:00:00.000Z",
          caption: "Invented words about invented things.",
          imageUrl: "https://img.example/post-1.jpg",
          products: [
            {
              id: "cccccccc-0001-11f1-8888-0242ac110002",
              brand: "Acme Outfitters (US)",
              linkUrl: "https://rstyle.example/+AbC",
              imageUrl: "https://img.example/1.jpg",
            },
          ],
        },
      ],
      next: POST_ID,
    },
    missingFields: { rows: [{ id: POST_ID, products: [] }], next: POST_ID },
    wrongTypes: "ltks.1.caption",
    empty: { rows: [] },
    drifted: "ltks",
  },
];

function storedPage(row: z.ZodType): z.ZodType {
  return z.strictObject({ rows: z.array(row), next: z.string().optional() });
}
