import { connection } from "next/server";
import { healthResponse } from "@/lib/server/health";

/** For uptime monitors. `HEAD` is answered by the same function. */
export async function GET(request: Request): Promise<Response> {
  await connection();
  return healthResponse(request);
}
