import { parseItemsSoldQuery } from "@/lib/contracts/items-sold-query";
import { customCreatorRoute } from "@/lib/server/route";
import { itemsSoldView } from "@/lib/server/views/items-sold";

export const GET = customCreatorRoute({
  action: "creator.read",
  readQuery: parseItemsSoldQuery,
  view: itemsSoldView,
});
