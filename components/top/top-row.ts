import type { TopPerformers } from "@/lib/contracts/top-performers.url";

type Lists = TopPerformers["data"];

/** One row of each list. */
export type TopProduct = NonNullable<Lists["products"]>["rows"][number];
export type TopPost = NonNullable<Lists["posts"]>["rows"][number];
export type TopBrand = NonNullable<Lists["brands"]>["rows"][number];
/** What rows of all three have. */
export type TopRow = Pick<TopBrand, "figures" | "share" | "previous" | "change">;

/** A list as LTK answered it. */
export interface TopList<Row extends TopRow = TopRow> {
  readonly rows: readonly Row[];
  /** False: LTK's list may go on. */
  readonly complete: boolean;
}
