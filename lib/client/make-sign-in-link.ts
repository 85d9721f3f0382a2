import { SIGN_IN_LINK_URL, type SignInLinkAnswer } from "@/lib/contracts/sign-in-link.url";
import { fetchJson } from "./fetch-json";

export { FetchError } from "./fetch-json";

/** Asks for a sign-in link with the fields of its form. Errors: `FetchError`, whose message is meant for the admin. */
export function makeSignInLink(form: FormData): Promise<SignInLinkAnswer> {
  const parse = async (body: unknown) => {
    const contract = await import("@/lib/contracts/sign-in-link");
    return contract.SignInLinkAnswer.parse(body);
  };
  const fields = new URLSearchParams();
  for (const [name, value] of form) if (typeof value === "string") fields.set(name, value);
  const headers = { accept: "application/json" };
  return fetchJson(SIGN_IN_LINK_URL, parse, { method: "POST", headers, body: fields });
}
