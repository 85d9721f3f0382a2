import type { Route } from "next";
import Link from "next/link";
import { type LtkQuery, pageHref } from "@/lib/contracts/query.url";
import { Notice } from "../layout/notice";
import { adviseInterval } from "./interval-words";

interface IntervalAdviceProps {
  readonly path: string;
  readonly query: LtkQuery;
  readonly period: { readonly from: string; readonly to: string };
}

/** Says when days are grouped in a way that shows little of them, and links to the way that shows more. */
export function IntervalAdvice({ path, query, period }: IntervalAdviceProps) {
  const advice = adviseInterval(period, query.interval);
  if (advice === null) return null;
  const { words, better } = advice;
  return (
    <div className="mb-8">
      <Notice title={words} tone="note">
        <Link
          className="text-link is-inline inline-flex min-h-tap items-center"
          href={pageHref(path, { ...query, interval: better }) as Route}
          prefetch={false}
          scroll={false}
        >
          Group by {better}
        </Link>
      </Notice>
    </div>
  );
}
