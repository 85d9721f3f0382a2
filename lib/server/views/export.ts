import "server-only";
import type { ExportQuery, ExportView } from "@/lib/contracts/export-query";
import type { Meta } from "@/lib/contracts/meta";
import { err, ok, type Result } from "@/lib/core/result";
import { type ApiError, apiError } from "../api-error";
import type { CsvFile } from "../csv";
import type { Answer, CreatorView } from "../route";
import { heroChartCsv, itemsSoldCsv, topPerformersCsv } from "./export-columns";
import { heroChartView } from "./hero-chart";
import { itemsSoldView } from "./items-sold";
import { topPerformersView } from "./top-performers";

/** Parts whose rows would be absent from a file without anybody's seeing it. Single metrics are empty cells. */
const ROWS_MISSING = /^(products|posts|brands|previous|previous\..+|newestDays|rows\..+)$/;

/** `export`: the numbers of one view as a table. The ledger is whole here, whatever page was asked. */
export const exportView: CreatorView<CsvFile, ExportQuery> = async (
  container,
  creator,
  { view, query },
) => {
  switch (view) {
    case "hero-chart":
      return toFile(view, await heroChartView(container, creator, query), heroChartCsv);
    case "items-sold": {
      const whole = { ...query, cursor: null, limit: Number.MAX_SAFE_INTEGER };
      return toFile(view, await itemsSoldView(container, creator, whole), itemsSoldCsv);
    }
    case "top-performers":
      return toFile(view, await topPerformersView(container, creator, query), topPerformersCsv);
  }
};

function toFile<Body extends { readonly meta: Meta }>(
  view: ExportView,
  answer: Result<Answer<Body>, ApiError>,
  toCsv: (body: Body) => string,
): Result<Answer<CsvFile>, ApiError> {
  if (!answer.ok) return answer;
  const { body, cache } = answer.value;
  const { missing, reason } = body.meta;
  const lost = missing.filter((part) => ROWS_MISSING.test(part));
  if (lost.length > 0) {
    const cause = reason?.message ?? "LTK did not answer.";
    const words = `${cause} The file would lack ${lost.join(", ")}; try again in a minute.`;
    return err(apiError("upstream_unavailable", words));
  }
  return ok({ body: { name: nameOf(view, body.meta), text: toCsv(body) }, cache });
}

/** Whose, what, which days of which zone, and how old: a file has no other place to say so. */
function nameOf(view: ExportView, { creator, range, syncedAt }: Meta): string {
  const zone = fileZone(range.timezone);
  const synced = syncedAt === null ? "never" : `${syncedAt.slice(0, 16).replaceAll(/[-:]/g, "")}Z`;
  return `${creator}_${view}_${range.from}_${range.to}_${zone}_synced-${synced}.csv`;
}

/** A time zone as it may stand in a file's name. */
export function fileZone(timezone: string): string {
  return timezone.replaceAll(/[^\w-]+/g, "-");
}
