// @vitest-environment jsdom
import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { TopLists } from "@/components/top/top-lists";
import { type CreatorPageQuery, PAGE_DEFAULTS } from "@/lib/contracts/query.url";
import type { TopPerformers } from "@/lib/contracts/top-performers.url";
import { aBrand, aList, aPost, aProduct, rowsOf, someFigures, someLists } from "./top-builders";

afterEach(cleanup);

const QUERY: CreatorPageQuery = {
  ...PAGE_DEFAULTS,
  metric: "commissions",
  top: "commissions",
  all: "none",
};
const NOW_MS = Date.parse("2026-11-08T10:00:00Z");

function show(
  lists: TopPerformers | null,
  query: Partial<CreatorPageQuery> = {},
  problem: string | null = null,
) {
  return render(
    <TopLists
      slug="ava-lane"
      query={{ ...QUERY, ...query }}
      lists={lists}
      problem={problem}
      nowMs={NOW_MS}
    />,
  ).container;
}

function textOf(table: string): (string | null)[][] {
  const rows = within(screen.getByRole("table", { name: table })).getAllByRole("row");
  return rows.map((row) =>
    [...row.querySelectorAll("th, td")].map(({ textContent }) => textContent),
  );
}

describe("products", () => {
  test("a row has its figures, its share and its earnings per 100 clicks", () => {
    show(someLists());
    expect(textOf("Top products by commissions, 1 Nov – 7 Nov")).toEqual([
      ["Product", "Commissions", "Share", "Orders", "Clicks", "EPC"],
      ["CWool coatCalla Home", "$20.00", "10.0%", "10", "200", "$10.00"],
    ]);
  });

  test("what is not known is a dash with its reason, never a zero", () => {
    const figures = someFigures({ orders: null, clicks: 0 });
    show(
      someLists({
        products: aList([aProduct(null, { brand: null, figures, share: null })]),
      }),
    );
    const [, row] = textOf("Top products by commissions, 1 Nov – 7 Nov");
    expect(row).toEqual([
      "·Product without a nameBrand not known",
      "$20.00",
      "—The total is not above zero.",
      "—LTK did not send it.",
      "0",
      "—No clicks are counted for it.",
    ]);
    expect(screen.getByTitle("LTK did not send it.")).toBeTruthy();
  });

  test("the change stands with what the list is sorted by, in per cent only from a base that allows it", () => {
    const few = someFigures({ orders: 9, commissions: 16 });
    const many = someFigures({ orders: 10, commissions: 16 });
    const change = { kind: "relative", difference: 4, fraction: 0.25 } as const;
    const rows = [
      aProduct("few", { previous: few, change }),
      aProduct("many", { previous: many, change }),
      aProduct("new", { change: { kind: "none", reason: "no_previous" } }),
    ];
    const lists = { products: aList(rows) };
    show(someLists(lists));
    const column = () =>
      textOf("Top products by commissions, 1 Nov – 7 Nov").map((cells) => cells[1]);
    expect(column().slice(1)).toEqual([
      "$20.00+$4.00",
      "$20.00+$4.00+25.0%",
      "$20.00New in the list",
    ]);
    cleanup();
    show(someLists(lists, { missing: ["previous.products"] }));
    expect(column().slice(1)).toEqual(["$20.00", "$20.00", "$20.00"]);
    expect(screen.getByText("The compared period could not be read in full.")).toBeTruthy();
  });

  test("sorted by clicks, the share is of clicks and stands beside them", () => {
    show(someLists({ by: "clicks" }), { top: "clicks" });
    const table = screen.getByRole("table", { name: /^Top products by clicks/ });
    const headings = within(table).getAllByRole("columnheader");
    expect(headings.map(({ textContent }) => textContent)).toEqual([
      "Product",
      "Commissions",
      "Orders",
      "Clicks",
      "Share of clicks",
      "EPC",
    ]);
    expect(headings.map((heading) => heading.getAttribute("aria-sort"))).toEqual([
      null,
      null,
      null,
      "descending",
      null,
      null,
    ]);
    const current = within(screen.getByRole("navigation")).getByText("Clicks");
    expect(current.getAttribute("aria-current")).toBe("true");
  });

  test("only an https address becomes a link, to the shop and not to her own link; no picture is loaded", () => {
    const rows = [aProduct("safe"), aProduct("unsafe", { url: "javascript:alert(1)" })];
    const page = show(someLists({ products: aList(rows) }));
    const link = screen.getByRole("link", { name: "safe" });
    expect(link.getAttribute("href")).toBe("https://shop.example/p/1");
    expect(link.getAttribute("rel")).toBe("noreferrer noopener");
    expect(link.getAttribute("target")).toBe("_blank");
    expect(screen.queryByRole("link", { name: "unsafe" })).toBeNull();
    expect(page.innerHTML).not.toMatch(/rstyle\.example|img\.example|<img|style=/);
  });

  test("links keep the rest of the page's state; the file is of the rows that are shown", () => {
    show(someLists(), { range: "90d", compare: "yoy", top: "orders", all: "brands" });
    const href = (name: string) => screen.getByRole("link", { name }).getAttribute("href");
    expect(href("Clicks")).toBe(
      "/creator/ava-lane?range=90d&compare=yoy&top=clicks&all=brands#top-products",
    );
    expect(href("Download CSV")).toBe(
      "/api/ltk/ava-lane/export?view=top-performers&range=90d&compare=yoy&interval=day&by=orders&limit=50",
    );
  });
});

describe("what the lists come to", () => {
  test("ten products and five brands of a longer list, and one that is a risk", () => {
    const told = { kind: "concentration", hhi: 0.2, isTruncated: true } as const;
    show(
      someLists({
        products: aList(
          rowsOf(10, (index) => aProduct(`Product ${index}`)),
          false,
        ),
        brands: aList(rowsOf(6, (index) => aBrand(`Brand ${index}`))),
        concentration: {
          products: { ...told, topShare: 0.48, isDominated: false },
          brands: { ...told, topShare: 0.94, isDominated: true },
        },
      }),
    );
    expect(screen.getByText("Ten products bring 48% of commissions.")).toBeTruthy();
    expect(
      screen.getByText(
        "Five brands bring 94% of commissions. One of them brings more than half: a risk.",
      ),
    ).toBeTruthy();
    expect(
      screen.getByRole("link", { name: "Look for clicks without orders" }).getAttribute("href"),
    ).toBe("/creator/ava-lane?top=no-orders#top-products");
  });

  const mixed = [
    aProduct("bought"),
    aProduct("not bought", { figures: someFigures({ orders: 0, commissions: 0 }) }),
  ];

  test("a whole list tells at once how many products are clicked and not bought", () => {
    show(someLists({ products: aList(mixed) }));
    expect(
      screen.getByText("1 of 2 linked products had 50 or more clicks and no order."),
    ).toBeTruthy();
    expect(screen.getByRole("link", { name: "Show them" })).toBeTruthy();
  });

  test("asked for, only those are listed, without columns that would be zero", () => {
    show(someLists({ by: "clicks", products: aList(mixed, false) }), {
      top: "no-orders",
    });
    expect(textOf("Top products by clicks, 1 Nov – 7 Nov")).toEqual([
      ["Product", "Commissions", "Clicks", "Share of clicks"],
      ["Cnot boughtCalla Home", "$0.00", "200", "10.0%"],
    ]);
    expect(
      screen.getByText("1 of the 2 most clicked products had 50 or more clicks and no order."),
    ).toBeTruthy();
    expect(screen.queryByText(/goes on/)).toBeNull();
  });

  test("asked for and not found, it says so in the place of a table", () => {
    show(someLists({ by: "clicks" }), { top: "no-orders" });
    expect(
      screen.getByText("None of 1 linked product had 50 or more clicks and no order."),
    ).toBeTruthy();
    expect(screen.queryByRole("table", { name: /^Top products/ })).toBeNull();
  });
});

describe("how much is shown", () => {
  const posts = (count: number, complete: boolean) =>
    someLists({
      posts: aList(
        rowsOf(count, () => aPost()),
        complete,
      ),
    });
  const more = () =>
    screen.queryByText("posts", { selector: ".top-more .sr-only" })?.closest("details");

  test.each([
    ["three fit on a phone", 3, true, undefined],
    ["four are folded on a phone only", 4, true, "Show all 4Show fewer posts"],
    ["ten are folded", 10, true, "Show all 10Show fewer posts"],
    [
      "a list that goes on says so",
      10,
      false,
      "Show the first 10Show fewer postsLTK’s list goes on. Read up to 50 posts",
    ],
    [
      "at the most that is read, there is no further link",
      50,
      false,
      "Show the first 50Show fewer postsLTK’s list goes on. The first 50 are read.",
    ],
  ])("%s", (_, count, complete, expected) => {
    show(posts(count, complete));
    expect(more()?.textContent).toBe(expected);
    expect(more()?.open ?? false).toBe(false);
  });

  test("the list that the address names is open", () => {
    show(posts(24, true), { all: "posts" });
    expect(more()?.open).toBe(true);
  });

  test("the link to more names the list and keeps the order", () => {
    show(posts(10, false), { top: "clicks" });
    expect(screen.getByRole("link", { name: "Read up to 50 posts" }).getAttribute("href")).toBe(
      "/creator/ava-lane?top=clicks&all=posts#top-posts",
    );
  });
});

describe("states", () => {
  test("no answer at all: why, and a way to try again", () => {
    show(null, {}, "LTK did not answer.");
    expect(screen.getByText("The top lists are not available.")).toBeTruthy();
    expect(screen.getByText("LTK did not answer.")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Try again" }).getAttribute("href")).toBe(
      "/creator/ava-lane",
    );
  });

  test("one list missing: the others stay", () => {
    const reason = { code: "ltk_bad_shape", message: "LTK answered in a form we do not know." };
    show(someLists({ brands: null }, { missing: ["brands"], reason }));
    const brands = screen.getByRole("region", { name: "Top brands" });
    expect(within(brands).getByText("Top brands are not available.")).toBeTruthy();
    expect(within(brands).getByText(reason.message)).toBeTruthy();
    expect(within(brands).queryByRole("table")).toBeNull();
    expect(screen.getAllByRole("table")).toHaveLength(2);
  });

  test("empty lists say so; without known totals nothing is claimed", () => {
    const empty = aList([]);
    show(someLists({ products: empty, brands: empty, posts: empty }));
    expect(screen.getByText("No post earned anything in these days.")).toBeTruthy();
    expect(screen.queryByRole("table")).toBeNull();
    expect(screen.queryByRole("link", { name: "Download CSV" })).toBeNull();
    cleanup();
    show(someLists({ products: empty, totals: null }));
    expect(screen.getByText(/^LTK lists no product .* not known\.$/)).toBeTruthy();
  });

  test.each(["stale", "blocked"] as const)(
    "%s data loses its colour, and says why",
    (freshness) => {
      const reason = { code: "ltk_unavailable", message: "LTK did not answer." };
      const row = {
        previous: someFigures({ commissions: 10 }),
        change: { kind: "relative", difference: 10, fraction: 1 } as const,
      };
      const page = show(
        someLists({ products: aList([aProduct("Wool coat", row)]) }, { freshness, reason }),
      );
      expect([...page.querySelectorAll("table")].map(({ dataset }) => dataset["muted"])).toEqual([
        "true",
        "true",
        "true",
      ]);
      expect(page.querySelector(".text-up")).toBeNull();
      expect(screen.getByText(reason.message)).toBeTruthy();
      expect(page.querySelectorAll(`[data-freshness=${freshness}]`)).toHaveLength(3);
    },
  );

  test("a period that is not over says what its change means", () => {
    const { range } = someLists().meta;
    show(someLists({}, { range: { ...range, partial: true } }));
    expect(screen.getByText(/Today is not over/)).toBeTruthy();
  });
});

test("a post is named by its day, with its other figures under it", () => {
  show(someLists());
  expect(textOf("Top posts by commissions, 1 Nov – 7 Nov")).toEqual([
    ["Post", "Share", "Commissions"],
    ["1Post of Fri 13 Nov10.0% · 200 clicks · 10 orders", "10.0%", "$20.00"],
  ]);
});
