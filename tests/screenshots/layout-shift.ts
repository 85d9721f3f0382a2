import type { Page } from "@playwright/test";

/** Cumulative layout shift, as browsers count it, that a page may have: our own bound, a fifth of the usual one. */
export const MAX_LAYOUT_SHIFT = 0.02;

/** Has the page add up its layout shifts from the start. Call it before the page is opened. */
export async function watchLayoutShift(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched = { sum: 0, moved: [] as string[] };
    Object.assign(window, { watched });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const shift = entry as PerformanceEntry & {
          readonly value: number;
          readonly hadRecentInput: boolean;
          readonly sources?: readonly { readonly node: Node | null }[];
        };
        if (shift.hadRecentInput) continue;
        watched.sum += shift.value;
        for (const { node } of shift.sources ?? []) {
          const element = node instanceof Element ? node : node?.parentElement;
          const words = (element?.textContent ?? "").slice(0, 40);
          watched.moved.push(
            `${shift.value.toFixed(4)} <${element?.tagName.toLowerCase()}> “${words}”`,
          );
        }
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** How far things have moved so far by themselves, and what moved. */
export function readLayoutShift(
  page: Page,
): Promise<{ readonly sum: number; readonly moved: readonly string[] }> {
  return page.evaluate(
    () => (window as unknown as { readonly watched: { sum: number; moved: string[] } }).watched,
  );
}
