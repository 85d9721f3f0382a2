import { parseTopPerformersQuery } from "@/lib/contracts/top-performers-query";
import { customCreatorRoute } from "@/lib/server/route";
import { topPerformersView } from "@/lib/server/views/top-performers";

export const GET = customCreatorRoute({
  action: "creator.read",
  readQuery: parseTopPerformersQuery,
  view: topPerformersView,
});
