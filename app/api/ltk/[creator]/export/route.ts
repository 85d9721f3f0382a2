import { parseExportQuery } from "@/lib/contracts/export-query";
import { csvResponse } from "@/lib/server/csv";
import { customViewRoute } from "@/lib/server/route";
import { exportView } from "@/lib/server/views/export";

export const GET = customViewRoute({
  action: "creator.export",
  readQuery: parseExportQuery,
  view: exportView,
  limit: "export/person",
  record: ({ name }) => ({ action: "export", detail: name }),
  write: csvResponse,
});
