import { readPdf } from "../helpers/read-pdf";
import { openPage } from "../screenshots/open-page";
import { expect, test } from "./fixtures";

// A dark desk: paper has to come out light, and narrower than the window.
test.use({ viewport: { width: 1440, height: 900 }, colorScheme: "dark" });

const PAPER = ["A4", "Letter"] as const;
/** What can be pressed or leads away, and has no place on paper. */
const CONTROLS = "nav, button, summary, input, .menu, .button, [role=status]";

for (const format of PAPER) {
  test(`a creator's page on ${format}: few pages with its days, zone and age`, async ({
    signedIn: page,
    baseURL,
  }) => {
    await openPage(page, `${baseURL}/creator/ava-lane`);
    const money = await page.getByRole("definition").filter({ hasText: "$" }).first().innerText();
    const { pages } = readPdf(await page.pdf({ format }));
    expect(pages.length).toBeGreaterThanOrEqual(1);
    // Of these the top lists, which paper gets whole, take two.
    expect(pages.length).toBeLessThanOrEqual(5);
    expect(pages[0]).toMatch(
      /^.{0,12}AvaLane.*20\d\d,UTCdays·Synced20\d\d-\d\d-\d\d\d\d:\d\dUTC·Hemline/,
    );
    const text = pages.join("");
    for (const words of [money, "Commissions,net,byday", "Balances", "Lifetime"]) {
      expect(text.toLowerCase()).toContain(words.toLowerCase());
    }
    for (const words of ["Refresh", "Showastable", "DownloadCSV", "Signout", "Last28days"]) {
      expect(text).not.toContain(words);
    }
    for (const [index, words] of pages.entries()) {
      expect(words).toContain(`${index + 1}/${pages.length}`);
    }
  });
}

test("paper shows no controls, and the light colours", async ({ signedIn: page, baseURL }) => {
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  for (const path of ["/", "/creator/ava-lane"]) {
    await openPage(page, `${baseURL}${path}`);
    const shown = await page.locator(CONTROLS).filter({ visible: true }).allInnerTexts();
    expect(shown.filter((words) => words.trim() !== "")).toEqual([]);
    const ink = await page.evaluate(() => getComputedStyle(document.body).color);
    expect(ink).toBe("rgb(27, 25, 22)");
  }
});

test("the chart's numbers are printed only where they are shown", async ({
  signedIn: page,
  baseURL,
}) => {
  await openPage(page, `${baseURL}/creator/ava-lane?range=90d`);
  const closed = readPdf(await page.pdf({ format: "A4" })).pages;
  await page.getByText("Show as table").click();
  await expect(page.getByRole("table", { name: /^All figures/ })).toBeVisible();
  const open = readPdf(await page.pdf({ format: "A4" })).pages;
  const days = (pages: readonly string[]) =>
    // Posts are named by their day; they are not the chart's.
    pages.join("").match(/(?<!Postof)(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\d+[A-Z]/g)?.length ?? 0;
  expect(days(closed)).toBeLessThan(5);
  // All of them, though the screen shows a few at a time.
  expect(days(open)).toBeGreaterThanOrEqual(90);
  expect(open.length).toBeGreaterThan(closed.length);
});

test("the roster is a table on paper, whole rows to a page", async ({
  signedIn: page,
  baseURL,
}) => {
  await openPage(page, `${baseURL}/`);
  const { pages } = readPdf(await page.pdf({ format: "A4" }));
  const text = pages.join("");
  for (const name of ["AvaLane", "DinaMoss", "LolaQuinn"]) expect(text).toContain(name);
  expect(pages.length).toBeLessThanOrEqual(2);
});
