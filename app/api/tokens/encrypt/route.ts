import { encryptTokensResponse } from "@/lib/server/encrypt-tokens";

export const maxDuration = 300;

/** Encrypts what stands in Airtable and in the journal under the first of `TOKEN_KEYS`. */
export const POST = encryptTokensResponse;
