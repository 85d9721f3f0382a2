import type { Route } from "next";
import Link from "next/link";
import { formatSince } from "@/lib/analytics/format";
import { type LtkQuery, pageHref } from "@/lib/contracts/query.url";
import { StatusMark } from "../metrics/status-mark";
import type { AttentionItem } from "./attention";
import { listWords } from "./headline-words";

interface AttentionStripProps {
  readonly items: readonly AttentionItem[];
  readonly query: LtkQuery;
  /** Of the roster's zone, for times. */
  readonly timezone: string;
  readonly nowMs: number;
  /** This person may mend connections. */
  readonly canMend: boolean;
}

/** So many are told at once; the others are a tap away. */
const FIRST_ITEMS = 2;

/** So many of the others are named; of more, how many there are. */
const NAMED_MORE = 4;

/** Who the folded ones are, so that nobody has to tap to learn whom they are about. */
function namesWords(more: readonly AttentionItem[]): string {
  // Of many in one trouble the trouble tells more than "10 creators".
  const names = more.map(({ name, people, words }) =>
    people === 1 ? name : more.length === 1 ? words : `${people} ${words}`,
  );
  const others = names.length - NAMED_MORE;
  return listWords(others > 1 ? [...names.slice(0, NAMED_MORE), `${others} others`] : names);
}

/** Who needs somebody, and why. */
export function AttentionStrip({ items, canMend, ...item }: AttentionStripProps) {
  const more = items.slice(FIRST_ITEMS);
  // People, not lines: the same number as the table's filter leaves.
  const count = (some: readonly AttentionItem[]) =>
    some.reduce((sum, { people }) => sum + people, 0);
  return (
    <section aria-labelledby="attention-heading">
      <div className="flex min-h-tap items-center justify-between border-b border-ink">
        <h2 id="attention-heading" className="text-13 font-semibold">
          Needs you <span className="ml-1 font-normal text-ink-3">{count(items)}</span>
        </h2>
        {canMend && items.length > 0 ? (
          <Link
            className="text-link inline-flex min-h-tap items-center text-14 print:hidden"
            href="/settings"
            prefetch={false}
          >
            Reconnect or mend
          </Link>
        ) : null}
      </div>
      {items.length === 0 ? (
        <p className="flex items-center gap-3 border-b border-rule py-3 text-14 text-ink-2">
          <StatusMark mark="dot" />
          Nobody: every connection works, and no figures are stale.
        </p>
      ) : (
        <Items items={items.slice(0, FIRST_ITEMS)} {...item} />
      )}
      {more.length === 0 ? null : (
        <details className="attention-more">
          <summary className="inline-flex min-h-tap min-w-tap items-center text-14 print:hidden">
            <span>
              <span className="text-link">{count(more)} more</span>
              <span className="text-ink-2">: {namesWords(more)}</span>
            </span>
          </summary>
          <Items items={more} {...item} />
        </details>
      )}
    </section>
  );
}

function Items({ items, query, timezone, nowMs }: Omit<AttentionStripProps, "canMend">) {
  return (
    <ul>
      {items.map(({ key, slug, name, mark, words, since, detail }) => (
        <li key={key} className="flex gap-3 border-b border-rule py-3">
          <span className="mt-1.5 flex-none">
            <StatusMark mark={mark} />
          </span>
          <p className="min-w-0 text-14 text-pretty text-ink-2">
            <span className="block text-15 font-semibold text-ink">
              {slug === null ? (
                name
              ) : (
                <Link
                  className="attention-link"
                  href={pageHref(`/creator/${slug}`, query) as Route}
                  prefetch={false}
                >
                  {name}
                </Link>
              )}
              : {words}
            </span>
            {detail}
            {since === null ? null : ` Last figures: ${formatSince(since, timezone, nowMs)}.`}
          </p>
        </li>
      ))}
    </ul>
  );
}
