"use client";

import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

/** A creator as her link shows her. */
export interface CreatorLink {
  readonly slug: string;
  readonly name: string;
  /** Follows the name of a creator who needs somebody; `null` for all others. */
  readonly mark: ReactNode;
}

interface CreatorLinksProps {
  readonly creators: readonly CreatorLink[];
  readonly labelledBy: string;
}

const KEYS = 9;

/** Links to the creators' pages, the first with the keys that open them. Of each, the page's data has name and address alone. */
export function CreatorLinks({ creators, labelledBy }: CreatorLinksProps) {
  const path = usePathname();
  return (
    <ul aria-labelledby={labelledBy} id="creators-by-key">
      {creators.map(({ slug, name, mark }, index) => {
        const href = `/creator/${slug}`;
        return (
          <li key={slug}>
            <Link
              href={href as Route}
              prefetch={false}
              className="nav-creator"
              aria-current={path === href ? "page" : undefined}
            >
              <span className="nav-key" aria-hidden="true">
                {index < KEYS ? index + 1 : ""}
              </span>
              <span className="min-w-0 truncate" data-name>
                {name}
              </span>
              {mark}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
