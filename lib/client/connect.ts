import { type ConnectAnswer, connectUrl } from "@/lib/contracts/connect.url";
import { fetchJson } from "./fetch-json";

export { FetchError } from "./fetch-json";

/** Hands a session in for a creator, as it was pasted. Errors: `FetchError`, whose message is meant for the admin. */
export function connectSession(slug: string, text: string): Promise<ConnectAnswer> {
  const parse = async (body: unknown) => {
    const contract = await import("@/lib/contracts/connect");
    return contract.ConnectAnswer.parse(body);
  };
  const headers = { "content-type": "application/json" };
  return fetchJson(connectUrl(slug), parse, { method: "POST", headers, body: text });
}
