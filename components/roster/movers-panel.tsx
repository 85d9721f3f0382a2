import type { Route } from "next";
import Link from "next/link";
import { formatMoney, keepSigns } from "@/lib/analytics/format";
import { type LtkQuery, pageHref } from "@/lib/contracts/query.url";
import type { RosterTotal } from "@/lib/contracts/roster.url";
import { BAR_BOX, type BarRow, BarTable } from "../charts/bar-table";
import { contributionWords, mixWords } from "./movers-words";

interface MoversPanelProps {
  readonly total: RosterTotal;
  /** There is no other currency. */
  readonly isOne: boolean;
  readonly query: LtkQuery;
  /** Nobody's figures are up to date. */
  readonly isMuted: boolean;
}

/** Who moved the sum of one currency, from the largest rise to the largest fall. */
export function MoversPanel({ total, isOne, query, isMuted }: MoversPanelProps) {
  const { currency, compared, movers } = total;
  const id = `movers-${currency.toLowerCase()}`;
  const change =
    compared === null || compared.change.kind === "none" ? null : compared.change.difference;
  const all = [...movers.gains, ...movers.losses.toReversed()];
  const note = mixWords(total);
  return (
    <section aria-labelledby={id}>
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-6">
        <h2 id={id} className="font-serif text-21 leading-[1.2] font-medium tracking-[-0.012em]">
          Who moved the total{isOne ? "" : `, ${currency}`}
        </h2>
        {change === null ? null : (
          <p className="text-13 text-ink-3">
            {formatMoney(change, currency, { signed: true })} in all
          </p>
        )}
      </div>
      {change === null || all.length === 0 ? (
        <p className="border-t border-ink pt-3 text-14 text-ink-2">
          {change === null ? "Nothing is compared, so nobody moved it." : "Nobody moved it."}
        </p>
      ) : (
        <BarTable
          caption={`Changes of commissions by creator${isOne ? "" : `, ${currency}`}`}
          headings={["Creator", "Change"]}
          isMuted={isMuted}
          rows={moverRows(all, { currency, change, query })}
        />
      )}
      {note === null ? null : (
        <p className="mt-3 max-w-[46em] text-13 text-pretty text-ink-3">{keepSigns(note)}</p>
      )}
    </section>
  );
}

interface MoverRows extends Pick<MoversPanelProps, "query"> {
  readonly currency: string;
  readonly change: number;
}

function moverRows(
  all: readonly RosterTotal["movers"]["gains"][number][],
  { currency, change, query }: MoverRows,
): BarRow[] {
  const largest = (sign: 1 | -1) => Math.max(0, ...all.map(({ difference }) => sign * difference));
  const [rise, fall] = [largest(1), largest(-1)];
  const scale = BAR_BOX / Math.max(rise + fall, 1);
  const zero = fall * scale;
  return all.map(({ slug, name, difference, contribution }) => ({
    key: slug,
    name: (
      <Link href={pageHref(`/creator/${slug}`, query) as Route} prefetch={false}>
        {name}
      </Link>
    ),
    note: contributionWords(contribution, change),
    bar: (
      <>
        <line className="bar-line" x1={zero} x2={zero} y1="0" y2={BAR_BOX} />
        <rect
          className={difference >= 0 ? "bar-plain" : "bar-down"}
          x={difference >= 0 ? zero : zero + difference * scale}
          width={Math.abs(difference) * scale}
          y="350"
          height="300"
        />
      </>
    ),
    amount: formatMoney(difference, currency, { signed: true }),
    tone: difference >= 0 ? "up" : "down",
  }));
}
