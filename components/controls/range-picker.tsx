import type { Route } from "next";
import Link from "next/link";
import { type LtkQuery, pageHref } from "@/lib/contracts/query.url";
import { isRangePreset } from "@/lib/core/range";
import { CustomRange } from "./custom-range";
import { Menu } from "./menu";
import { COMPARISON_NAMES, INTERVAL_NAMES, RANGE_NAMES, rangeName } from "./range-words";

interface RangePickerProps {
  /** The page's path without a query, e.g. "/creator/ava-lane". */
  readonly path: string;
  readonly query: LtkQuery;
  /** The days shown in words, e.g. "25 Oct – 21 Nov". */
  readonly period: string;
  /** The creator's current day, the last that can be chosen. */
  readonly today: string;
  /** Left out: the page has charts whose days can be grouped. */
  readonly hasIntervals?: boolean;
}

/** Range, comparison and grouping. Their state is the URL's: every choice is a link. */
export function RangePicker(props: RangePickerProps) {
  const { path, query, period, today, hasIntervals = true } = props;
  const href = (change: Partial<LtkQuery>) => pageHref(path, { ...query, ...change });
  const comparison = COMPARISON_NAMES.find(([id]) => id === query.compare)?.[1] ?? "";
  const interval = INTERVAL_NAMES.find(([id]) => id === query.interval)?.[1] ?? "";
  const isCustom = !isRangePreset(query.range);
  return (
    <div
      className="flex flex-wrap gap-x-4 text-14 md:gap-x-6"
      // Read by the keys (page-keys.tsx).
      data-today={today}
      data-range={query.range}
      data-compare={query.compare}
      data-interval={query.interval}
    >
      <Menu
        variant="plain"
        label={
          <>
            <span className="sr-only">Range: </span>
            <span className="font-medium">{rangeName(query.range)}</span>
            {isCustom ? null : <span className="hidden text-ink-3 lg:inline">{period}</span>}
          </>
        }
      >
        <Options
          options={RANGE_NAMES.map(([id, name]) => ({
            name,
            href: href({ range: id }),
            isCurrent: id === query.range,
          }))}
        />
        <CustomRange
          path={path}
          query={query}
          today={today}
          from={isCustom ? (query.range.split("..")[0] ?? "") : ""}
          to={isCustom ? (query.range.split("..")[1] ?? "") : ""}
        />
        <p className="mt-2 border-t border-rule px-3 pt-2 pb-1 text-13 text-ink-3">
          “Last … days” leave today out until it is over.
        </p>
      </Menu>
      <Menu
        variant="plain"
        label={
          <>
            <span className="sr-only">Compared with: </span>
            <span className="font-medium">
              {query.compare === "none" ? comparison : `vs ${comparison.toLowerCase()}`}
            </span>
          </>
        }
      >
        <Options
          options={COMPARISON_NAMES.map(([id, name]) => ({
            name,
            href: href({ compare: id }),
            isCurrent: id === query.compare,
          }))}
        />
      </Menu>
      {hasIntervals ? (
        <Menu
          variant="plain"
          label={
            <>
              <span className="sr-only">Grouped: </span>
              <span className="font-medium">{interval}</span>
            </>
          }
        >
          <Options
            options={INTERVAL_NAMES.map(([id, name]) => ({
              name,
              href: href({ interval: id }),
              isCurrent: id === query.interval,
            }))}
          />
        </Menu>
      ) : null}
    </div>
  );
}

interface OptionsProps {
  readonly options: readonly {
    readonly name: string;
    readonly href: string;
    readonly isCurrent: boolean;
  }[];
}

function Options({ options }: OptionsProps) {
  return (
    <ul className="menu-grid">
      {options.map(({ name, href, isCurrent }) => (
        <li key={href}>
          <Link
            className="menu-item"
            href={href as Route}
            prefetch={false}
            scroll={false}
            aria-current={isCurrent ? "true" : undefined}
          >
            {name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
