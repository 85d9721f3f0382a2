import { findLayoutFaults } from "../screenshots/layout-faults";
import { MAX_LAYOUT_SHIFT, readLayoutShift } from "../screenshots/layout-shift";
import { openPage, SCHEMES } from "../screenshots/open-page";
import { listPageRoutes } from "../screenshots/routes";
import { expect, expectAccessible, test } from "./fixtures";

/** The fast part of `npm run screenshots`: every page there is, and a creator who must reconnect. */
const PATHS = [
  ...listPageRoutes()
    .filter(({ isPublic }) => !isPublic)
    .map(({ path }) => path),
  "/creator/dina-moss",
];
const WINDOWS = [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
];

for (const viewport of WINDOWS) {
  for (const colorScheme of SCHEMES) {
    test.describe(`${viewport.width} px, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });

      for (const path of PATHS) {
        test(`${path}: nothing is cut off, overlaps, is too small to press, or moves`, async ({
          signedIn: page,
          baseURL,
        }) => {
          await openPage(page, `${baseURL}${path}`);
          const { sum, moved } = await readLayoutShift(page);
          expect(sum, moved.join("\n")).toBeLessThanOrEqual(MAX_LAYOUT_SHIFT);
          await expectAccessible(page);
          expect(await findLayoutFaults(page)).toEqual([]);
        });
      }
    });
  }
}

test.describe("while LTK is slow", () => {
  for (const viewport of WINDOWS) {
    test.describe(`${viewport.width} px`, () => {
      test.use({ viewport });

      test("panels arrive where their skeletons were, and the chart is handed over in place", async ({
        signedIn: page,
        simulator,
        baseURL,
      }) => {
        await simulator.setFault("gateway", { kind: "latency", ms: 400 });
        // Days that no other test has read, so that nothing is there at once.
        const days = `2026-02-0${viewport.width === 390 ? 1 : 2}..2026-02-28`;
        await openPage(page, `${baseURL}/creator/esme-hart?range=${days}`);
        await page.getByRole("slider").hover();
        await expect(page.getByTestId("hero-svg")).toHaveClass(/is-covered/);
        const { sum, moved } = await readLayoutShift(page);
        expect(sum, moved.join("\n")).toBeLessThanOrEqual(MAX_LAYOUT_SHIFT);
      });
    });
  }
});

test.describe("while LTK fails", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("a panel that fails before those above it moves with none of them", async ({
    signedIn: page,
    simulator,
    baseURL,
  }) => {
    // The chart fails at once; what the figures want is tried again for a while.
    await simulator.setFault("gateway", { kind: "status", status: 404 }, { route: "heroChart" });
    await simulator.setFault("gateway", { kind: "status", status: 503 });
    await openPage(page, `${baseURL}/creator/esme-hart?range=2026-03-01..2026-03-20`);
    await expect(page.getByText("The chart is not available.")).toBeAttached();
    const { sum, moved } = await readLayoutShift(page);
    expect(sum, moved.join("\n")).toBeLessThanOrEqual(MAX_LAYOUT_SHIFT);
  });
});

test.describe("panels that are laid out when they come near", () => {
  for (const viewport of WINDOWS) {
    test.describe(`${viewport.width} px`, () => {
      test.use({ viewport });

      test("scrolling down and up again moves nothing", async ({ signedIn: page, baseURL }) => {
        await openPage(page, `${baseURL}/creator/ava-lane`);
        for (const direction of [1, -1]) {
          await page.mouse.move(viewport.width / 2, viewport.height / 2);
          for (let screen = 0; screen < 12; screen += 1) {
            await page.mouse.wheel(0, (direction * viewport.height) / 2);
            await page.waitForTimeout(60);
          }
        }
        const { sum, moved } = await readLayoutShift(page);
        expect(sum, moved.join("\n")).toBeLessThanOrEqual(MAX_LAYOUT_SHIFT);
      });

      test("an address that names one shows it", async ({ signedIn: page, baseURL }) => {
        await page.goto(`${baseURL}/creator/ava-lane#top-posts`);
        await expect(page.getByRole("heading", { name: "Top posts" })).toBeInViewport();
        await page.waitForLoadState("networkidle");
        await expect(page.getByRole("heading", { name: "Top posts" })).toBeInViewport();
      });
    });
  }
});

test.describe("the checks themselves", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("notice what is cut off, overlaps, sticks out, is small, or moves", async ({
    page,
    baseURL,
  }) => {
    await openPage(page, `${baseURL}/sign-in`);
    expect(await findLayoutFaults(page)).toEqual([]);
    await page.evaluate(() => {
      const box = document.createElement("section");
      document.body.append(box);
      const add = (text: string, styles: Partial<CSSStyleDeclaration>, tag = "p") => {
        const element = document.createElement(tag);
        element.textContent = text;
        Object.assign(element.style, styles);
        box.append(element);
        return element;
      };
      add("words that are cut", { width: "40px", overflow: "hidden", whiteSpace: "nowrap" });
      add("cut on purpose", { width: "40px", overflow: "hidden", whiteSpace: "nowrap" }).title =
        "cut on purpose";
      add("below", { height: "20px", margin: "0" });
      add("on top of it", { height: "20px", margin: "-20px 0 0" });
      add("wide", { width: "500px" });
      add("tiny", { width: "20px", height: "20px", padding: "0" }, "button");
    });
    const faults = (await findLayoutFaults(page)).join("\n");
    expect(faults).toContain("cut off: “words that are cut”");
    expect(faults).not.toContain("cut on purpose");
    expect(faults).toContain("“below” lies on “on top of it”");
    expect(faults).toContain("sticks out sideways");
    expect(faults).toContain("“tiny” is 20 × 20 px; 44 px are wanted");
    await page.evaluate(() => {
      // What moves within half a second of a press counts as asked for; nothing was pressed here.
      window.scrollTo(0, 0);
      const block = document.createElement("div");
      block.style.height = "300px";
      document.body.prepend(block);
    });
    await expect(async () => {
      expect((await readLayoutShift(page)).sum).toBeGreaterThan(MAX_LAYOUT_SHIFT);
    }).toPass({ timeout: 2_000 });
  });
});
