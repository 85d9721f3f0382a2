"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { type LtkQuery, pageHref } from "@/lib/contracts/query.url";
import { parseDay } from "@/lib/core/brand";
import { parseRange } from "@/lib/core/range";

interface CustomRangeFormProps {
  readonly path: string;
  readonly query: LtkQuery;
  readonly today: string;
  /** The custom range that is shown now; empty when a named one is. */
  readonly from: string;
  readonly to: string;
}

/** Two dates that become the URL's `range=FROM..TO`. */
export function CustomRangeForm({ path, query, today, from, to }: CustomRangeFormProps) {
  const router = useRouter();
  const [problem, setProblem] = useState("");
  const problemId = useId();

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const range = `${String(fields.get("from"))}..${String(fields.get("to"))}`;
    const todayDay = parseDay(today);
    const parsed = todayDay === undefined ? undefined : parseRange(range, todayDay);
    if (parsed?.ok === false) {
      setProblem(`Choose two days: ${parsed.error}.`);
      return;
    }
    setProblem("");
    const menu = form.closest("details");
    if (menu !== null) menu.open = false;
    router.push(pageHref(path, { ...query, range }) as Route, { scroll: false });
  }

  return (
    <form
      key={`${from}..${to}`}
      className="grid grid-cols-2 gap-2 px-3 pt-1 pb-2 md:w-80"
      onSubmit={onSubmit}
      aria-label="Custom range"
    >
      <DateField label="From" name="from" value={from} max={today} describedBy={problemId} />
      <DateField label="To" name="to" value={to} max={today} describedBy={problemId} />
      <button type="submit" className="button col-span-2">
        Show these days
      </button>
      <p id={problemId} role="alert" className="col-span-2 text-13 text-bad empty:hidden">
        {problem}
      </p>
    </form>
  );
}

interface DateFieldProps {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly max: string;
  readonly describedBy: string;
}

function DateField({ label, name, value, max, describedBy }: DateFieldProps) {
  return (
    <label className="grid min-w-0 gap-1 text-13 font-medium">
      {label}
      <input
        className="min-h-tap w-full min-w-0 rounded-2 border border-control bg-raised px-2 text-[1rem] md:text-14"
        type="date"
        name={name}
        defaultValue={value}
        max={max}
        required
        aria-describedby={describedBy}
      />
    </label>
  );
}
