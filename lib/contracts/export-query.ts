import { ok, type Result } from "@/lib/core/result";
import { type ItemsSoldQuery, parseItemsSoldQuery } from "./items-sold-query";
import { oneOf, type ParsedQuery, parseQuery } from "./query";
import { parseTopPerformersQuery, type TopPerformersQuery } from "./top-performers-query";

const EXPORT_VIEWS = ["hero-chart", "items-sold", "top-performers"] as const;
/** The views that can be had as a file. */
export type ExportView = (typeof EXPORT_VIEWS)[number];

/** What stands beside the view's own parameters. */
const OTHERS = ["view"];

/** Which view is exported, with its own query. */
export type ExportQuery =
  | { readonly view: "hero-chart"; readonly query: ParsedQuery }
  | { readonly view: "items-sold"; readonly query: ItemsSoldQuery }
  | { readonly view: "top-performers"; readonly query: TopPerformersQuery };

/** Reads `view` and that view's query. Errors: a sentence that names the parameter and what is allowed. */
export function parseExportQuery(
  search: URLSearchParams,
  creator: Parameters<typeof parseQuery>[1],
): Result<ExportQuery, string> {
  const view = oneOf<ExportView>("view", search.get("view") ?? "", EXPORT_VIEWS);
  if (!view.ok) return view;
  switch (view.value) {
    case "hero-chart": {
      const query = parseQuery(search, creator, OTHERS);
      return query.ok ? ok({ view: "hero-chart", query: query.value }) : query;
    }
    case "items-sold": {
      const query = parseItemsSoldQuery(search, creator, OTHERS);
      return query.ok ? ok({ view: "items-sold", query: query.value }) : query;
    }
    case "top-performers": {
      const query = parseTopPerformersQuery(search, creator, OTHERS);
      return query.ok ? ok({ view: "top-performers", query: query.value }) : query;
    }
  }
}
