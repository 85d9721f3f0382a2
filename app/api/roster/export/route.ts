import { rosterFileResponse } from "@/lib/server/roster";

/** The creators' table as a CSV file. */
export const GET = rosterFileResponse;
