import { connectResponse } from "@/lib/server/connect";

/** Takes over an LTK session that was pasted for a creator. */
export const POST = connectResponse;
