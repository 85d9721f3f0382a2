import { expect, test } from "vitest";
import { toSentDays } from "@/lib/server/series/hero-days";
import { day } from "../../analytics/builders";

test("a day without any metric is a day that was not sent", () => {
  const sent = toSentDays([
    { day: day("2026-11-20"), clicks: 4 },
    { day: day("2026-11-21") },
    { day: day("2026-11-22"), orders: 0 },
  ]);
  expect([...sent.keys()]).toEqual(["2026-11-20", "2026-11-22"]);
  expect(sent.get(day("2026-11-22"))).toEqual({ orders: 0 });
});
