import type { Route } from "next";
import Link from "next/link";
import { formatPeriod } from "@/lib/analytics/format";
import { pageHref } from "@/lib/contracts/query.url";
import { topPerformersFileUrl } from "@/lib/contracts/top-performers.url";
import { topShareOf, withoutOrders } from "./top-findings";
import type { TopPanel } from "./top-panel";
import { topQueryOf } from "./top-query";
import type { TopList, TopProduct } from "./top-row";
import { concentrationWords, deadClickWords } from "./top-words";

interface ProductFindingsProps {
  readonly panel: TopPanel;
  readonly products: TopList<TopProduct>;
}

const TOP_PRODUCTS = 10;

/** What the products come to: how few bring how much, and which are clicked and not bought. */
export function ProductFindings({ panel, products }: ProductFindingsProps) {
  const share = topShareOf(products, panel, TOP_PRODUCTS);
  return (
    <>
      {products.rows.length === 0 ? null : (
        <p className="text-14 text-pretty text-ink-2">
          {share === null ? null : `${concentrationWords("Ten products", share.topShare)} `}
          <DeadClicks panel={panel} products={products} />
        </p>
      )}
      <FinePrint panel={panel} />
    </>
  );
}

/** They are known only where products without orders were read: in a whole list, or among the most clicked. */
function DeadClicks({ panel, products: { rows, complete } }: ProductFindingsProps) {
  const { slug, query } = panel;
  const isFiltered = query.top === "no-orders";
  const found = withoutOrders(rows).length;
  const words =
    isFiltered || complete ? deadClickWords({ found, read: rows.length, complete }) : null;
  if (isFiltered || (complete && found === 0)) return words;
  return (
    <>
      {words}{" "}
      <Link
        className="text-link is-inline inline-flex min-h-tap items-center"
        href={
          `${pageHref(`/creator/${slug}`, { ...query, top: "no-orders" })}#top-products` as Route
        }
        prefetch={false}
        scroll={false}
      >
        {words === null ? "Look for clicks without orders" : "Show them"}
      </Link>
    </>
  );
}

function FinePrint({ panel: { slug, query, meta } }: Pick<ProductFindingsProps, "panel">) {
  const { compare, range, reason, missing } = meta;
  return (
    <div className="text-13 text-pretty text-ink-3">
      <p>
        {formatPeriod(range)}
        {compare === null ? ". " : `; changes against ${formatPeriod(compare)}. `}
        {compare !== null && range.partial ? "Today is not over, the day it meets is. " : null}
        EPC is commissions per 100 clicks, from 100 clicks and 7 days on.{" "}
        <a
          className="text-link inline-flex min-h-tap items-center print:hidden"
          href={topPerformersFileUrl(slug, query, topQueryOf(query))}
          download
        >
          Download CSV
        </a>
      </p>
      {reason === null ? null : <p className="text-ink-2">{reason.message}</p>}
      {missing.some((part) => part.startsWith("previous.")) ? (
        <p className="text-ink-2">The compared period could not be read in full.</p>
      ) : null}
    </div>
  );
}
