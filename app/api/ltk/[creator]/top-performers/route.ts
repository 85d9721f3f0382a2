import { parseTopPerformersQuery } from "@/lib/contracts/top-performers-query";
import { customViewRoute } from "@/lib/server/route";
import { topPerformersView } from "@/lib/server/views/top-performers";

export const GET = customViewRoute({
  action: "creator.read",
  readQuery: parseTopPerformersQuery,
  view: topPerformersView,
});
