import { expect, test } from "vitest";
import { ENGAGEMENT, ENGAGEMENT_IDS, METRIC_IDS, METRICS } from "@/lib/analytics/catalog";
import { readProjectFile } from "../helpers/source-files";

test("docs/metrics.md lists every metric of the catalogue, as it is said on the pages", () => {
  const rows = readProjectFile("docs/metrics.md")
    .split("\n")
    .flatMap((line) => {
      const [, id, label, unit, definition] = line.split("|").map((cell) => cell.trim());
      return id?.startsWith("`") ? [{ id: id.replaceAll("`", ""), label, unit, definition }] : [];
    });
  const engagement = ENGAGEMENT_IDS.map((id) => ({ ...ENGAGEMENT[id], unit: "count" }));
  expect(rows).toEqual([...METRIC_IDS.map((id) => METRICS[id]), ...engagement]);
});
