import { parseExportQuery } from "@/lib/contracts/export-query";
import { csvResponse } from "@/lib/server/csv";
import { customCreatorRoute } from "@/lib/server/route";
import { exportView } from "@/lib/server/views/export";

export const GET = customCreatorRoute({
  action: "creator.read",
  readQuery: parseExportQuery,
  view: exportView,
  limit: "export/person",
  write: csvResponse,
});
