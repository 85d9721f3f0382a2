import { expect, test } from "vitest";
import { toMilli } from "@/lib/core/money";
import { err, ok } from "@/lib/core/result";
import { concentrationIn } from "@/lib/server/views/concentration-in";

const rows = [70_000, 20_000, 10_000].map((amount) => ({
  orders: 5,
  clicks: 50,
  commissions: toMilli(amount),
}));
const LIST = {
  read: ok({ value: rows }),
  rowsRead: 10,
  by: "commissions",
  whole: undefined,
} as const;

test("a whole list tells its own shares, whatever it is sorted by", () => {
  for (const by of ["commissions", "clicks"] as const) {
    expect(concentrationIn({ ...LIST, by }, 2)).toEqual({
      kind: "concentration",
      topShare: 0.9,
      hhi: expect.closeTo(0.54, 12),
      isDominated: true,
      isTruncated: false,
    });
  }
});

test("a list that is cut off tells shares of the range's commissions", () => {
  const cut = { ...LIST, rowsRead: 3, whole: toMilli(200_000) };
  expect(concentrationIn(cut, 2)).toMatchObject({
    topShare: 0.45,
    isDominated: false,
    isTruncated: true,
  });
});

test.each([
  ["sorted by something else", { by: "clicks", whole: toMilli(200_000) }],
  ["of a range whose commissions are not known", { by: "commissions", whole: undefined }],
] as const)("a list that is cut off and %s tells nothing", (_, parts) => {
  expect(concentrationIn({ ...LIST, rowsRead: 3, ...parts }, 2)).toEqual({
    kind: "none",
    reason: "cut_off",
  });
});

test("a list that LTK did not answer for has none", () => {
  expect(concentrationIn({ ...LIST, read: err({ code: "ltk_unavailable" }) }, 2)).toBeNull();
});
