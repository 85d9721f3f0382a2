import { parseDay } from "@/lib/core/brand";
import { COMPARISONS, INTERVALS } from "@/lib/core/range";
import { type TimeState, toSearchWith } from "./time-keys";

/*
 * What keys and the command menu read off the page that is shown. It stands in the page already, so the first load need
 * not carry it twice.
 */

/** What the range picker shows; `null`: the page has no time. */
export function readTimeState(): TimeState | null {
  const shown = document.querySelector<HTMLElement>("[data-today]")?.dataset;
  const today = parseDay(shown?.["today"] ?? "");
  const range = shown?.["range"];
  const compare = COMPARISONS.find((id) => id === shown?.["compare"]);
  const interval = INTERVALS.find((id) => id === shown?.["interval"]);
  if (today === undefined || range === undefined) return null;
  if (compare === undefined || interval === undefined) return null;
  return { today, range, compare, interval };
}

/** A link of the navigation. */
export interface ShownLink {
  readonly name: string;
  readonly path: string;
}

/** The creators in the order in which they are listed. */
export function readCreators(): readonly ShownLink[] {
  return readLinks("#creators-by-key a");
}

/** The pages that are about no single creator. */
export function readPages(): readonly ShownLink[] {
  return readLinks("#nav-pages a");
}

function readLinks(selector: string): readonly ShownLink[] {
  return [...document.querySelectorAll(selector)].map((link) => ({
    name: link.querySelector("[data-name]")?.textContent ?? "",
    path: link.getAttribute("href") ?? "/",
  }));
}

/** A creator's or the roster's address with the days that are shown. */
export function withShownTime(path: string): string {
  const shown = readTimeState();
  const search = shown === null ? "" : toSearchWith("", shown);
  return search === "" ? path : `${path}?${search}`;
}

/** Opens the picker where days are chosen. */
export function openCustomRange(): void {
  const menu = document.querySelector<HTMLDetailsElement>("[data-today] details");
  if (menu === null) return;
  menu.open = true;
  const form = menu.querySelector<HTMLElement>("form input, [data-choose-days]");
  if (form?.matches("input") === true) form.focus();
  else form?.click();
}
