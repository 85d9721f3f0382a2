import type { TopBrand, TopPost, TopProduct } from "@/components/top/top-row";
import type { TopPerformers } from "@/lib/contracts/top-performers.url";
import { aMeta } from "./builders";

/** Figures of a row: 200 clicks, ten orders, twenty dollars, but for what is given. */
export function someFigures(figures: Partial<TopBrand["figures"]> = {}): TopBrand["figures"] {
  return { clicks: 200, orders: 10, itemsSold: 12, commissions: 20, ...figures };
}

/** A row that nothing is compared with. */
export function aBrand(brand: string | null, row: Partial<TopBrand> = {}): TopBrand {
  return {
    brand,
    figures: someFigures(),
    rates: { orderConversion: null, itemsSoldConversion: null },
    share: 0.1,
    previous: null,
    change: null,
    ...row,
  };
}

/** A product of the shop, called so. */
export function aProduct(title: string | null, row: Partial<TopProduct> = {}): TopProduct {
  return {
    ...aBrand("Calla Home"),
    title,
    url: "https://shop.example/p/1",
    linkUrl: "https://rstyle.example/+1",
    imageUrl: "https://img.example/1.jpg",
    price: null,
    priceCurrency: null,
    ...row,
  };
}

/** A post of 13 November 2026, at noon. */
export function aPost(row: Partial<TopPost> = {}): TopPost {
  const { brand: _, ...rest } = aBrand(null);
  return {
    ...rest,
    shareUrl: "https://liketk.example/1",
    imageUrl: null,
    publishedAt: "2026-11-13T12:00:00Z",
    ...row,
  };
}

/** As many rows as asked for, each made from its number. */
export function rowsOf<Row>(count: number, make: (index: number) => Row): Row[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** A list as LTK answers it. */
export function aList<Row>(rows: Row[], complete = true) {
  return { rows, complete, share: null, clicksWithoutOrders: { rows: 0, clicks: 0 } };
}

/** An answer of one product, brand and post, but for what is given. */
export function someLists(
  data: Partial<TopPerformers["data"]> = {},
  meta: Partial<TopPerformers["meta"]> = {},
): TopPerformers {
  return {
    data: {
      by: "commissions",
      totals: { clicks: 2_000, orders: 100, itemsSold: 120, commissions: 200 },
      products: aList([aProduct("Wool coat")]),
      posts: aList([aPost()]),
      brands: aList([aBrand("Calla Home")]),
      concentration: { products: null, brands: null },
      ...data,
    },
    meta: aMeta(meta),
  };
}
