import fc from "fast-check";
import { expect, test } from "vitest";
import { parseItemsSoldQuery } from "@/lib/contracts/items-sold-query";
import { parseDay } from "@/lib/core/brand";
import { pageOf } from "@/lib/server/views/items-sold-page";

const today = parseDay("2026-11-24");
if (today === undefined) throw new Error("not a day");
const creator = { today, timezone: "UTC" };

interface Row {
  readonly atMs: number;
  readonly unit: number;
}

/** The page that the cursor's text asks for, as a browser would. */
function turn(rows: readonly Row[], limit: number, cursor: string | null) {
  const search = new URLSearchParams(cursor === null ? {} : { cursor });
  const query = parseItemsSoldQuery(search, creator);
  if (!query.ok) throw new Error(query.error);
  return pageOf(rows, { limit, cursor: query.value.cursor });
}

function walk(rows: readonly Row[], limit: number, from: string | null = null): readonly Row[] {
  const found: Row[] = [];
  let cursor = from;
  do {
    const page = turn(rows, limit, cursor);
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    found.push(...page.rows);
    expect(page.nextCursor).not.toBe(cursor ?? "");
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

/** Few instants, so that many rows share one. */
const Ledger = fc
  .array(fc.integer({ min: 1, max: 6 }), { maxLength: 40 })
  .map((instants) =>
    instants
      .toSorted((one, other) => other - one)
      .map((instant, unit) => ({ atMs: 1_795_000_000_000 + instant * 1_000, unit })),
  );

test("pages of any size hold every row once and in order, however many share an instant", () => {
  fc.assert(
    fc.property(Ledger, fc.integer({ min: 1, max: 9 }), (rows, limit) => {
      expect(walk(rows, limit)).toEqual(rows);
    }),
  );
});

test("newer rows that arrive between two pages change nothing of what follows", () => {
  fc.assert(
    fc.property(Ledger, fc.integer({ min: 1, max: 9 }), fc.nat(5), (rows, limit, count) => {
      const { nextCursor } = turn(rows, limit, null);
      fc.pre(nextCursor !== null);
      const newer = Array.from({ length: count }, (_, unit) => ({
        atMs: 1_795_000_100_000,
        unit: 100 + unit,
      }));
      expect(walk([...newer, ...rows], limit, nextCursor)).toEqual(rows.slice(limit));
    }),
  );
});

test("rows of the cursor's instant that have gone since are skipped, and no older one with them", () => {
  const older = { atMs: 1_795_000_001_000, unit: 9 };
  expect(turn([older], 5, "1795000002000-3").rows).toEqual([older]);
  expect(turn([], 5, "1795000002000-3").rows).toEqual([]);
  expect(turn([older], 5, "1-1")).toEqual({ rows: [], nextCursor: null });
});
