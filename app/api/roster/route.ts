import { rosterResponse } from "@/lib/server/roster";

/** The visitor's creators: sums with coverage, and a row for each. */
export const GET = rosterResponse;
