"use client";

import { useEffect, useRef, useState } from "react";
import { useLazy } from "@/lib/client/use-lazy";
import type { Interval } from "@/lib/core/range";
import type { ChartAnswer } from "./chart-answer";

interface LazyTableProps {
  readonly chart: ChartAnswer;
  readonly interval: Interval;
}

const loadTable = () => import("./chart-table");

/** "Show as table": hundreds of cells that most readers never open, so they are made when it is opened. */
export function LazyTable({ chart, interval }: LazyTableProps) {
  const details = useRef<HTMLDetailsElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  // Whoever is fast opens it before this runs.
  useEffect(() => setIsOpen(details.current?.open === true), []);
  const loaded = useLazy(isOpen, loadTable);
  return (
    <details
      ref={details}
      className="min-w-0 open:w-full print:not-open:hidden"
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
    >
      <summary className="text-link inline-flex min-h-tap items-center text-14 print:hidden">
        Show as table
      </summary>
      {!isOpen || loaded === null ? null : <loaded.ChartTable chart={chart} interval={interval} />}
    </details>
  );
}
