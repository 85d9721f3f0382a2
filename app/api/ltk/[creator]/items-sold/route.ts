import { parseItemsSoldQuery } from "@/lib/contracts/items-sold-query";
import { customViewRoute } from "@/lib/server/route";
import { itemsSoldView } from "@/lib/server/views/items-sold";

export const GET = customViewRoute({
  action: "creator.read",
  readQuery: parseItemsSoldQuery,
  view: itemsSoldView,
});
