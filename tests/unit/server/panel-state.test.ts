import { expect, test } from "vitest";
import { PAGE_DEFAULTS, pageHref } from "@/lib/contracts/query.url";
import { readPanelState } from "@/lib/server/panel-state";

test("without parameters: by commissions everywhere, none in full", () => {
  expect(readPanelState({})).toEqual({
    metric: "commissions",
    top: "commissions",
    all: "none",
    problem: null,
  });
});

test("what a link writes is what the page reads", () => {
  const href = pageHref("/creator/a", {
    ...PAGE_DEFAULTS,
    metric: "all",
    top: "no-orders",
    all: "brands",
  });
  expect(href).toBe("/creator/a?metric=all&top=no-orders&all=brands");
  const search = Object.fromEntries(new URL(href, "http://in-process").searchParams);
  expect(readPanelState(search)).toEqual({
    metric: "all",
    top: "no-orders",
    all: "brands",
    problem: null,
  });
});

test.each([
  [{ metric: "sales" }, "metric is not valid: allowed are commissions, orders, clicks, all."],
  [{ top: "revenue" }, "top is not valid: allowed are commissions, orders, clicks, no-orders."],
  [{ all: "everything" }, "all is not valid: allowed are none, products, brands, posts."],
  [
    { top: "", all: ["x", "posts"] },
    "top is not valid: allowed are commissions, orders, clicks, no-orders. all is not valid: allowed are none, products, brands, posts.",
  ],
])("%j falls back and is told, without its value", (search, problem) => {
  expect(readPanelState(search)).toEqual({
    metric: "commissions",
    top: "commissions",
    all: "none",
    problem,
  });
});
