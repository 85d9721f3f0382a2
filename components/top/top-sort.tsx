import type { Route } from "next";
import Link from "next/link";
import { type CreatorPageQuery, pageHref } from "@/lib/contracts/query.url";
import { VIEW_NAMES } from "./top-words";

interface TopSortProps {
  readonly slug: string;
  readonly query: CreatorPageQuery;
}

/** What the three lists are sorted by: links, because the state is the URL's. */
export function TopSort({ slug, query }: TopSortProps) {
  return (
    <nav aria-label="Sort the top lists by" className="flex gap-4 print:hidden">
      {VIEW_NAMES.map(([top, name]) => (
        <Link
          key={top}
          href={`${pageHref(`/creator/${slug}`, { ...query, top })}#top-products` as Route}
          prefetch={false}
          scroll={false}
          aria-current={top === query.top ? "true" : undefined}
          className="flex min-h-tap min-w-tap items-center justify-center text-14 text-ink-3 hover:text-ink aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:underline aria-[current]:decoration-2 aria-[current]:underline-offset-[7px]"
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
