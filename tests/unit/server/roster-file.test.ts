import { expect, test } from "vitest";
import { rosterFile } from "@/lib/server/views/roster-file";
import { readCsv } from "../../helpers/read-csv";
import { aRoster, aRow, changeOfCommissions, withoutFigures } from "../components/roster-builders";

const ORDER = { sort: "commissions", dir: "desc", show: "all" } as const;

function linesOf(roster: Parameters<typeof rosterFile>[0]) {
  return readCsv(rosterFile(roster, ORDER).text).slice(1);
}

test("a name that would run as a formula is a text, and a number below zero stays one", () => {
  const row = aRow({ name: '=HYPERLINK("x")', change: changeOfCommissions(-40) });
  const [line] = linesOf(aRoster({ rows: [row] }));
  expect(line?.slice(1, 5)).toEqual(['\'=HYPERLINK("x")', "USD", "600", "-40"]);
});

test("what is not known is empty, never zero", () => {
  const [, line] = linesOf(aRoster({ rows: [aRow(), withoutFigures({ name: "Dina Moss" })] }));
  expect(line?.slice(1, 9)).toEqual(["Dina Moss", "USD", "", "", "", "", "", ""]);
});

test("of one creator there is a total and no average", () => {
  expect(linesOf(aRoster()).map(([kind]) => kind)).toEqual(["creator", "total"]);
});
