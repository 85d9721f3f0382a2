import { expect, test } from "vitest";
import { PAGE_DEFAULTS, pageHref } from "@/lib/contracts/query.url";
import { readTopState } from "@/lib/server/top-state";

test("without parameters: by commissions, none in full", () => {
  expect(readTopState({})).toEqual({ top: "commissions", all: "none", problem: null });
});

test("what a link writes is what the page reads", () => {
  const href = pageHref("/creator/a", { ...PAGE_DEFAULTS, top: "no-orders", all: "brands" });
  expect(href).toBe("/creator/a?top=no-orders&all=brands");
  const search = Object.fromEntries(new URL(href, "http://in-process").searchParams);
  expect(readTopState(search)).toEqual({ top: "no-orders", all: "brands", problem: null });
});

test.each([
  [{ top: "revenue" }, "top is not valid: allowed are commissions, orders, clicks, no-orders."],
  [{ all: "everything" }, "all is not valid: allowed are none, products, brands, posts."],
  [
    { top: "", all: ["x", "posts"] },
    "top is not valid: allowed are commissions, orders, clicks, no-orders. all is not valid: allowed are none, products, brands, posts.",
  ],
])("%j falls back and is told, without its value", (search, problem) => {
  expect(readTopState(search)).toEqual({ top: "commissions", all: "none", problem });
});
