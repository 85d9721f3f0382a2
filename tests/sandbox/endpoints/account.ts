import type { SandboxCreator } from "../creators";
import { json, type SandboxResponse } from "../http";
import { profileIdOf, profileRow } from "./posts";

const SERVICE = "/api/creator-account-service/v1";
const JOINED = "2021-03-04T05:06:07Z";
const ADDRESS = {
  street: "1 Invented Lane",
  city: "Nowhere",
  state: "TX",
  postal: "00001",
  country: "US",
};

/** Account, users, profile, contributors and the legacy user info; `undefined` for another path. */
export function account(
  url: URL,
  creator: SandboxCreator,
  options: { readonly creators: readonly SandboxCreator[]; readonly isDrifted: boolean },
): SandboxResponse | undefined {
  const body = bodyOf(url, creator, options.creators);
  if (body === undefined) return undefined;
  if (body === "foreign") return json(403, { error: "Key not authorised" });
  return json(200, options.isDrifted ? { moved: true } : body);
}

function bodyOf(
  url: URL,
  creator: SandboxCreator,
  creators: readonly SandboxCreator[],
): object | "foreign" | undefined {
  const path = url.pathname.replace(/\/$/, "");
  const users = creator.publisherIds.map((id) => userRow(creator, id));
  const [, user] = /\/users\/(\w+)$/.exec(path) ?? [];
  const [, id, rest] = /\/accounts\/(\w+)(\/users)?$/.exec(path) ?? [];
  if (path === `${SERVICE}/users/${user}`) {
    return creator.publisherIds.includes(user ?? "")
      ? { user: userRow(creator, user ?? "") }
      : "foreign";
  }
  if (path.startsWith(`${SERVICE}/accounts/${id}`)) {
    if (id !== creator.accountId) return "foreign";
    return rest === undefined ? { account: accountRow(creator) } : { users };
  }
  switch (path) {
    case "/analytics/contributors":
      return {
        contributors: creator.publisherIds.map((publisher) => ({
          publisher_id: Number(publisher),
          name: creator.name,
          platform: "ltk",
        })),
      };
    case "/api/pub/v2/profiles": {
      const wanted = url.searchParams.get("rs_account_id");
      return {
        profiles: creators.filter(({ accountId }) => accountId === wanted).map(profileRow),
      };
    }
    case "/api/co-api/v1/get_user_info":
      return {
        user_name: creator.name,
        user_email: `${creator.slug}@creators.example`,
        account_id: creator.accountId,
        region: { currency: creator.currency, timezone: creator.timezone ?? "UTC" },
      };
    default:
      return undefined;
  }
}

function userRow(creator: SandboxCreator, id: string) {
  return {
    id,
    account_id: creator.accountId,
    name: creator.name,
    email: `${creator.slug}@creators.example`,
    role: "owner",
    status: 1,
    is_owner: id === creator.publisherIds[0],
    enabled: true,
    is_blacklisted: false,
    locale: "en_US",
    shortlink: `https://liketk.example/${creator.slug}`,
    phone_number: "+1 555 0100",
    opt_into_sms: false,
    needs_accept_terms: false,
    created_at: JOINED,
    updated_at: JOINED,
    address: ADDRESS,
    contact: { phone: "+1 555 0100", country: "US", is_subscribed_broadcast: false },
  };
}

function accountRow(creator: SandboxCreator) {
  return {
    id: creator.accountId,
    owner_id: creator.publisherIds[0],
    company: { name: creator.name, blog: "", url: "" },
    publishing_platforms: [],
    content_types: [],
    regions_of_influence: [],
    display_currency: creator.currency,
    is_international: false,
    approved_at: JOINED,
    address: ADDRESS,
    payment: { email: `${creator.slug}@payouts.example` },
    collabs: { preferred_profile_id: profileIdOf(creator) },
  };
}
