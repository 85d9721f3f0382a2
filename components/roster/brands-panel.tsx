import { formatMoney, formatPercent } from "@/lib/analytics/format";
import type { Roster } from "@/lib/contracts/roster.url";
import { BAR_BOX, type BarRow, BarTable } from "../charts/bar-table";

interface BrandsPanelProps {
  readonly brands: Roster["data"]["brands"][number];
  /** There is no other currency. */
  readonly isOne: boolean;
  /** Nobody's figures are up to date. */
  readonly isMuted: boolean;
}

/** The brands that brought all creators of one currency most. */
export function BrandsPanel({ brands, isOne, isMuted }: BrandsPanelProps) {
  const { currency, creators, of, rows } = brands;
  const id = `brands-${currency.toLowerCase()}`;
  return (
    <section aria-labelledby={id}>
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-6">
        <h2 id={id} className="font-serif text-21 leading-[1.2] font-medium tracking-[-0.012em]">
          Top brands{isOne ? "" : `, ${currency}`}
        </h2>
        <p className="text-13 text-ink-3">
          {creators} of {of} {of === 1 ? "creator" : "creators"}
        </p>
      </div>
      {rows.length === 0 ? (
        <p className="border-t border-ink pt-3 text-14 text-pretty text-ink-2">
          {creators === 0
            ? "No creator’s brands are known for these days; they are read when her page is opened, and of the last 28 days every four hours."
            : "No brand brought commissions in these days."}
        </p>
      ) : (
        <>
          <BarTable
            caption={`Commissions by brand${isOne ? "" : `, ${currency}`}`}
            headings={["Brand", "Commissions"]}
            isMuted={isMuted}
            rows={brandRows(rows, currency)}
          />
          <p className="mt-3 max-w-[46em] text-13 text-pretty text-ink-3">
            {creators === 1
              ? "Out of her ten best brands; shares are of her commissions."
              : "Out of the ten best brands of each of them; shares are of their commissions."}
          </p>
        </>
      )}
    </section>
  );
}

function brandRows(rows: BrandsPanelProps["brands"]["rows"], currency: string): BarRow[] {
  const largest = Math.max(1, ...rows.map(({ commissions }) => commissions));
  return rows.map(({ brand, commissions, creators, share }) => ({
    key: brand,
    name: brand,
    note: creators === 1 ? "1 creator" : `${creators} creators`,
    bar: (
      <rect
        className="bar-plain"
        x="0"
        width={(Math.max(0, commissions) / largest) * BAR_BOX}
        y="350"
        height="300"
      />
    ),
    amount: formatMoney(commissions, currency),
    amountNote: share === null ? null : formatPercent(share),
  }));
}
