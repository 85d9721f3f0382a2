import type { TopPerformers } from "@/lib/contracts/top-performers.url";
import { Monogram } from "./monogram";
import { OutboundLink } from "./outbound-link";
import { ProductFindings } from "./product-findings";
import { TopEpc } from "./top-epc";
import { TopFigure } from "./top-figure";
import { withoutOrders } from "./top-findings";
import type { TopPanel } from "./top-panel";
import type { TopProduct } from "./top-row";
import { TopSection } from "./top-section";
import { largestShare, TopShare } from "./top-share";
import { TopSort } from "./top-sort";
import { type TopColumn, TopTable } from "./top-table";
import { deadClickWords, SHORT_NAMES } from "./top-words";

interface TopProductsProps {
  readonly panel: TopPanel;
  readonly products: TopPerformers["data"]["products"];
}

const FIGURES = ["commissions", "orders", "clicks"] as const;

/** The products that did best, or those that were clicked and not bought. */
export function TopProducts({ panel, products }: TopProductsProps) {
  const isFiltered = panel.query.top === "no-orders";
  const all = products?.rows ?? [];
  const rows = isFiltered ? withoutOrders(all) : all;
  return (
    <TopSection
      title="Top products"
      panel={panel}
      list={products}
      shown={rows.length}
      goesOn={!isFiltered && products?.complete === false}
      aside={<TopSort slug={panel.slug} query={panel.query} />}
      lead={
        products === null || all.length === 0 || !isFiltered
          ? null
          : deadClickWords({
              found: rows.length,
              read: all.length,
              complete: products.complete,
            })
      }
      findings={products === null ? null : <ProductFindings panel={panel} products={products} />}
    >
      {rows.length === 0 ? null : (
        <TopTable
          caption={`Top products by ${panel.by}, ${panel.period}`}
          variant="products"
          nameHeading="Product"
          name={(product) => <ProductName product={product} />}
          // More clicks without orders are no rise that anybody wants to see in green.
          columns={columnsOf(isFiltered ? { ...panel, isCompared: false } : panel, rows)}
          rows={rows}
          isMuted={panel.isMuted}
        />
      )}
    </TopSection>
  );
}

/** The share stands beside what it is a share of. Where there are no orders, nothing is said per order or click. */
function columnsOf(panel: TopPanel, rows: readonly TopProduct[]): readonly TopColumn<TopProduct>[] {
  const largest = largestShare(rows);
  const isFiltered = panel.query.top === "no-orders";
  const share: TopColumn<TopProduct> = {
    id: "share",
    heading: panel.by === "commissions" ? "Share" : `Share of ${panel.by}`,
    isSorted: false,
    cell: (row) => <TopShare row={row} panel={panel} largest={largest} />,
  };
  const figures = FIGURES.filter((id) => !(isFiltered && id === "orders"));
  const columns = figures.flatMap((id): TopColumn<TopProduct>[] => {
    const isSorted = id === panel.by;
    const figure: TopColumn<TopProduct> = {
      id,
      heading: SHORT_NAMES[id],
      isSorted,
      cell: (row) => <TopFigure row={row} metric={id} panel={panel} />,
    };
    return isSorted ? [figure, share] : [figure];
  });
  const epc: TopColumn<TopProduct> = {
    id: "epc",
    heading: "EPC",
    isSorted: false,
    cell: (row) => <TopEpc row={row} panel={panel} />,
  };
  return isFiltered ? columns : [...columns, epc];
}

function ProductName({ product }: { readonly product: TopProduct }) {
  const { title, brand, url } = product;
  return (
    <>
      <Monogram name={brand ?? title ?? ""} />
      <OutboundLink
        // The shop's page: her own link would count a click that nobody made.
        url={url}
        title="Opens the shop in a new tab"
        words={title ?? "Product without a name"}
      />
      <span className="top-sub">{brand ?? "Brand not known"}</span>
    </>
  );
}
