import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

interface Point {
  readonly x: number;
  readonly y: number;
}

type Line = readonly [metric: string, line: string];

const DRAWN = { commissions: ["commissions"], all: ["commissions", "orders", "clicks"] };

/** Points on the screen along a line's drawing in a metric's plot: its ends, and all in between. */
function pointsOf(page: Page, layer: string, [metric, line]: Line): Promise<Point[]> {
  const selector = `.plot[data-metric=${metric}] [data-testid=${layer}] .${line} path`;
  return page.evaluate((path) => {
    const element = document.querySelector<SVGPathElement>(path);
    const toScreen = element?.getScreenCTM();
    if (!element || !toScreen) throw new Error(`nothing is drawn at ${path}`);
    // Both drawings have one vertex a day; lengths would differ, as one of them is stretched.
    const numbers = (element.getAttribute("d") ?? "").match(/-?\d+(\.\d+)?/g)?.map(Number) ?? [];
    return numbers.flatMap((x, index) => {
      if (index % 2 === 1) return [];
      const { x: left, y: top } = new DOMPoint(x, numbers[index + 1]).matrixTransform(toScreen);
      return [{ x: left, y: top }];
    });
  }, selector);
}

async function touch(page: Page): Promise<void> {
  await page.getByRole("slider").hover();
  await expect(page.locator("[data-testid=hero-svg]:not(.is-covered)")).toHaveCount(0);
}

const cases = [390, 1440].flatMap((width) =>
  Object.entries(DRAWN).map(([choice, metrics]) => ({ width, choice, metrics })),
);

for (const { width, choice, metrics } of cases) {
  test.describe(`${width} px, ${choice}`, () => {
    test.use({ viewport: { width, height: 900 } });

    test("Recharts takes over on first touch, within a pixel and without a shift", async ({
      signedIn: page,
    }) => {
      await page.addInitScript(() => {
        const shifts: number[] = [];
        Object.assign(window, { shifts });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            shifts.push((entry as PerformanceEntry & { readonly value: number }).value);
          }
        }).observe({ type: "layout-shift", buffered: true });
      });
      await page.goto(`/creator/ava-lane?range=28d&compare=prev&metric=${choice}`);
      await page.getByRole("slider").scrollIntoViewIfNeeded();
      const lines = metrics.flatMap((metric): Line[] => [
        [metric, "line-current"],
        [metric, "line-previous"],
      ]);
      const before: Point[][] = [];
      for (const line of lines) before.push(await pointsOf(page, "hero-svg", line));
      await touch(page);
      for (const [place, line] of lines.entries()) {
        const painted = before[place] ?? [];
        const taken = await pointsOf(page, "hero-recharts", line);
        expect(taken).toHaveLength(28);
        expect(painted).toHaveLength(28);
        for (const [index, { x, y }] of taken.entries()) {
          expect(Math.abs(x - (painted[index]?.x ?? Number.NaN))).toBeLessThanOrEqual(1);
          expect(Math.abs(y - (painted[index]?.y ?? Number.NaN))).toBeLessThanOrEqual(1);
        }
      }
      const shifts = await page.evaluate(
        () => (window as unknown as { readonly shifts: number[] }).shifts,
      );
      expect(shifts.reduce((sum, shift) => sum + shift, 0)).toBeLessThanOrEqual(0.02);
    });
  });
}

test("the chart is read by keyboard alone, and Escape ends it", async ({ signedIn: page }) => {
  await page.goto("/creator/ava-lane");
  const plot = page.getByRole("slider");
  const readout = page.getByTestId("hero-readout");
  const still = await readout.textContent();
  await plot.focus();
  await expect(page.getByTestId("hero-svg")).toHaveClass(/is-covered/);
  await expect(plot).toBeFocused();
  await page.keyboard.press("End");
  await expect(readout).toContainText("$");
  const newest = await plot.getAttribute("aria-valuetext");
  await page.keyboard.press("ArrowLeft");
  await expect(plot).not.toHaveAttribute("aria-valuetext", newest ?? "");
  await page.keyboard.press("Home");
  await expect(plot).toHaveAttribute("aria-valuenow", "0");
  await page.keyboard.press("PageUp");
  await expect(plot).toHaveAttribute("aria-valuenow", "7");
  await page.keyboard.press("Escape");
  await expect(readout).toHaveText(still ?? "");
});

test("another metric is drawn when it is chosen, before and after the hand-over", async ({
  signedIn: page,
}) => {
  await page.goto("/creator/ava-lane");
  await page.getByRole("radio", { name: "Orders" }).check();
  await expect(page.locator(".chart")).toHaveAttribute("data-metric", "orders");
  await page.getByRole("radio", { name: "Clicks" }).check();
  await expect(page.locator(".chart")).toHaveAttribute("data-metric", "clicks");
  await expect(page.getByRole("radio", { name: "Clicks" })).toBeFocused();
});

test("all three are plots above each other with one cursor, by keyboard too, and the address says so", async ({
  signedIn: page,
}) => {
  await page.goto("/creator/ava-lane");
  await page.getByRole("radio", { name: "All three" }).check();
  await expect(page).toHaveURL(/\?metric=all$/);
  await page.reload();
  await expect(page.getByRole("radio", { name: "All three" })).toBeChecked();
  const still = page.getByTestId("hero-svg");
  await expect(still).toHaveCount(3);
  const plots = page.getByRole("slider", { name: /^Commissions, orders and clicks/ });
  await plots.focus();
  for (const drawing of await still.all()) await expect(drawing).toHaveClass(/is-covered/);
  await page.keyboard.press("Home");
  await page.keyboard.press("PageUp");
  await expect(plots).toHaveAttribute("aria-valuenow", "7");
  await expect(page.locator(".cursor-line")).toHaveCount(3);
  const readout = page.getByTestId("hero-readout");
  // Each with its counterpart, and the counterpart's day once.
  const counterparts =
    /\w vs \w{3} \d.*Commissions \$\S+ vs \$.*Orders \S+ vs \d.*Clicks \S+ vs \d/;
  await expect(readout).toHaveText(counterparts);
  await page.keyboard.press("Escape");
  await expect(page.locator(".cursor-line")).toHaveCount(0);
  await page.getByText("Last 28 days").first().click();
  await page.getByRole("link", { name: "Last 7 days" }).click();
  await expect(page).toHaveURL(/range=7d&metric=all$/);
});

test("a link without a metric draws the usual one, also after another was chosen", async ({
  signedIn: page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto("/creator/ava-lane?range=7d");
  await page.getByRole("radio", { name: "Clicks" }).check();
  await expect(page).toHaveURL(/range=7d&metric=clicks$/);
  await page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: "Ava Lane" })
    .click();
  await expect(page).toHaveURL(/\/creator\/ava-lane$/);
  await expect(page.locator(".chart")).toHaveAttribute("data-metric", "commissions");
  await expect(page).toHaveURL(/\/creator\/ava-lane$/);
});

test("a metric that there is not is told, and commissions are drawn", async ({
  signedIn: page,
}) => {
  await page.goto("/creator/ava-lane?metric=sales");
  await expect(page.getByText("metric is not valid")).toBeVisible();
  await expect(page.locator(".chart")).toHaveAttribute("data-metric", "commissions");
});

test("days that can still grow are hatched and said, in the chart and the table", async ({
  signedIn: page,
}) => {
  await page.goto("/creator/ava-lane");
  const figure = page.getByRole("figure");
  await expect(figure.locator("rect[fill='url(#settling-commissions)']")).toHaveCount(1);
  await expect(figure).toContainText("Hatched days can still grow");
  await page.getByText("Show as table").click();
  const rows = page.getByRole("table", { name: /^All figures/ }).locator("tbody tr");
  await expect(rows.filter({ hasText: "still arriving" })).toHaveCount(6);
});
