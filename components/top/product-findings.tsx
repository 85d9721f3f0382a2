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
  const { reason, missing } = panel.meta;
  return (
    <>
      {products.rows.length === 0 ? null : (
        <>
          <div className="flex flex-wrap items-center gap-x-4 text-14 text-ink-2">
            <Sentences panel={panel} products={products} />
            <Download panel={panel} />
          </div>
          <FinePrint panel={panel} />
        </>
      )}
      {reason === null ? null : <p className="mt-1 text-13 text-ink-2">{reason.message}</p>}
      {missing.some((part) => part.startsWith("previous.")) ? (
        <p className="mt-1 text-13 text-ink-2">The compared period could not be read in full.</p>
      ) : null}
    </>
  );
}

/** Products without orders are known only in a whole list; else they have to be looked for among the most clicked. */
function Sentences({ panel, products }: ProductFindingsProps) {
  const { slug, query } = panel;
  if (query.top === "no-orders") return null;
  const { rows, complete } = products;
  const share = topShareOf(products, panel.concentration, TOP_PRODUCTS);
  const found = withoutOrders(rows).length;
  return (
    <>
      {share === null ? null : <p>{concentrationWords("Ten products", share.topShare)}</p>}
      {complete ? <p>{deadClickWords({ found, read: rows.length, complete })}</p> : null}
      {complete && found === 0 ? null : (
        <Link
          className="text-link is-inline inline-flex min-h-tap items-center print:hidden"
          href={
            `${pageHref(`/creator/${slug}`, { ...query, top: "no-orders" })}#top-products` as Route
          }
          prefetch={false}
          scroll={false}
        >
          {complete ? "Show them" : "Look for clicks without orders"}
        </Link>
      )}
    </>
  );
}

function Download({ panel: { slug, query } }: Pick<ProductFindingsProps, "panel">) {
  return (
    <a
      className="text-link inline-flex min-h-tap items-center md:ml-auto print:hidden"
      href={topPerformersFileUrl(slug, query, topQueryOf(query))}
      download
    >
      Download CSV
    </a>
  );
}

function FinePrint({ panel: { meta, query } }: Pick<ProductFindingsProps, "panel">) {
  const { compare, range } = meta;
  return (
    <p className="text-13 text-pretty text-ink-3">
      {formatPeriod(range)}
      {compare === null ? ". " : `; changes against ${formatPeriod(compare)}. `}
      {compare !== null && range.partial ? "Today is not over, the day it meets is. " : null}
      {query.top === "no-orders"
        ? null
        : "EPC is commissions per 100 clicks, from 100 clicks and 7 days on. "}
      The file holds all rows that are read here of the three lists.
    </p>
  );
}
