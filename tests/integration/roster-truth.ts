import type { Roster } from "@/lib/contracts/roster";
import type { Sandbox } from "../sandbox/sandbox";

/** LTK ended the session of the one, and knows nothing of the other. */
export const WITHOUT_FIGURES = ["dina-moss", "june-abbott"];

/** The truth of some creators together. */
export function truthOf(sandbox: Sandbox, slugs: readonly string[], from: string, to: string) {
  const all = slugs.map((slug) => sandbox.figures(slug, from, to));
  const sum = (read: (figures: (typeof all)[number]) => number) =>
    all.reduce((total, figures) => total + read(figures), 0);
  return {
    clicks: sum(({ clicks }) => clicks),
    orders: sum(({ orders }) => orders),
    itemsSold: sum(({ itemsSold }) => itemsSold),
    commissions: Math.round(sum(({ commissionsMilli }) => commissionsMilli) / 10) / 100,
  };
}

/** Rounded to cents, as the API answers amounts. */
export function inCents(amount: number): number {
  return Math.round(amount * 100) / 100;
}

/** Those of whom the simulator has figures and a session. */
export function counted(sandbox: Sandbox): readonly string[] {
  return sandbox.creators.map(({ slug }) => slug).filter((slug) => !WITHOUT_FIGURES.includes(slug));
}

/** The row of a creator who must be there. */
export function rowOf(data: Roster["data"], name: string) {
  const row = data.rows.find((one) => one.name === name);
  if (row === undefined) throw new Error(`no row of ${name}`);
  return row;
}
