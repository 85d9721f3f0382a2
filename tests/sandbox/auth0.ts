import { randomBytes } from "node:crypto";
import { exportJWK, generateKeyPair, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import type { SandboxCreator } from "./creators";
import { json, type SandboxRequest, type SandboxResponse } from "./http";

/** The invented Auth0 client of the simulated portal. */
export const CLIENT_ID = "sandboxClientOfTheInventedPortal";
const AUDIENCE = "https://creator-api-gateway.shopltk.com/v1";
const SCOPE = "openid profile email ltk.publisher offline_access";
const PROFILE_CLAIM = "http://shopltk.com/profile";
const FAMILY_LIFE_MS = 30 * 86_400_000;

/** The three tokens of a session. */
export interface TokenTriple {
  readonly access_token: string;
  readonly id_token: string;
  readonly refresh_token: string;
}

/** All refresh tokens that descend from one login. */
interface Family {
  readonly creator: SandboxCreator;
  readonly startedAtMs: number;
  isRevoked: boolean;
  grants: number;
  current: string;
  previous: { readonly token: string; readonly rotatedAtMs: number } | undefined;
}

/** Who a verified token belongs to. */
export interface TokenOwner {
  readonly slug: string;
}

/** The simulated tenant. */
export interface Auth0 {
  handle(request: SandboxRequest): Promise<SandboxResponse>;
  routeOf(request: SandboxRequest): string;
  /** Whose refresh token it brings. */
  slugOf(request: SandboxRequest): string | undefined;
  /** A new login. */
  logIn(creator: SandboxCreator): Promise<TokenTriple>;
  /** A pair of access and id token that has lapsed. */
  expiredPair(creator: SandboxCreator): Promise<Omit<TokenTriple, "refresh_token">>;
  /** Ends all of a creator's families, as a log-out or an old age would. */
  revoke(slug: string): void;
  /** The owner of a token that is ours and has not lapsed. */
  verify(token: string, use: "access" | "id"): Promise<TokenOwner | undefined>;
  grants(slug: string): number;
  reuseEvents(): number;
}

// Making a key takes a good part of a second, so all simulators of a process share one.
let sharedKey: ReturnType<typeof generateKeyPair> | undefined;

/** Creates the tenant. */
export async function createAuth0(options: {
  readonly issuer: () => string;
  readonly now: () => number;
  readonly accessTtlSeconds: number;
  readonly idTtlSeconds: number;
  readonly overlapSeconds: number;
  readonly omitIdToken: boolean;
}): Promise<Auth0> {
  sharedKey ??= generateKeyPair("RS256");
  const { privateKey, publicKey } = await sharedKey;
  const kid = "sandbox";
  const families = new Map<string, Family>();
  let reuses = 0;

  function sign(
    creator: SandboxCreator,
    use: "access" | "id",
    issuedAt: number,
    expiresAt: number,
  ) {
    const publisherId = Number(creator.publisherIds[0]);
    const claims =
      use === "access"
        ? { azp: CLIENT_ID, scope: SCOPE, use }
        : {
            email: `${creator.slug}@creators.example`,
            name: creator.name,
            use,
            [PROFILE_CLAIM]: { account_id: Number(creator.accountId), app_user_id: publisherId },
          };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: "RS256", kid, typ: "JWT" })
      .setIssuer(options.issuer())
      .setSubject(`auth0|${creator.slug}`)
      .setAudience(use === "access" ? [AUDIENCE, `${options.issuer()}userinfo`] : CLIENT_ID)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(privateKey);
  }

  async function pair(creator: SandboxCreator) {
    const issuedAt = Math.floor(options.now() / 1_000);
    return {
      access_token: await sign(creator, "access", issuedAt, issuedAt + options.accessTtlSeconds),
      id_token: await sign(creator, "id", issuedAt, issuedAt + options.idTtlSeconds),
    };
  }

  function newRefreshToken(): string {
    return `v1.${randomBytes(24).toString("base64url")}`;
  }

  function refuse(): SandboxResponse {
    const error_description = "Unknown or invalid refresh token.";
    return json(403, { error: "invalid_grant", error_description });
  }

  /** Whether a token may be exchanged now; using a spent one ends the family. */
  function isUsable(family: Family, token: string): boolean {
    const { previous } = family;
    const nowMs = options.now();
    if (family.isRevoked || nowMs - family.startedAtMs > FAMILY_LIFE_MS) return false;
    if (family.current === token) return true;
    const isInOverlap =
      previous?.token === token && nowMs - previous.rotatedAtMs < options.overlapSeconds * 1_000;
    if (isInOverlap) return true;
    family.isRevoked = true;
    reuses += 1;
    return false;
  }

  async function exchange(token: string): Promise<SandboxResponse> {
    const family = families.get(token);
    if (family === undefined || !isUsable(family, token)) return refuse();
    const refreshToken = newRefreshToken();
    family.previous = { token: family.current, rotatedAtMs: options.now() };
    family.current = refreshToken;
    family.grants += 1;
    families.set(refreshToken, family);
    const { access_token, id_token } = await pair(family.creator);
    return json(200, {
      access_token,
      ...(options.omitIdToken ? {} : { id_token }),
      refresh_token: refreshToken,
      expires_in: options.accessTtlSeconds,
      token_type: "Bearer",
      scope: SCOPE,
    });
  }

  return {
    routeOf: (request) => (request.url.pathname === "/oauth/token" ? "token" : "other"),
    slugOf: (request) => families.get(readFields(request)?.["refresh_token"] ?? "")?.creator.slug,
    async handle(request) {
      if (request.url.pathname === "/.well-known/jwks.json") {
        const key = await exportJWK(publicKey);
        return json(200, { keys: [{ ...key, kid, alg: "RS256", use: "sig" }] });
      }
      if (request.url.pathname !== "/oauth/token" || request.method !== "POST") {
        return json(404, { error: "not_found" });
      }
      const fields = readFields(request);
      if (fields === undefined || fields["grant_type"] === undefined) {
        return json(400, {
          error: "invalid_request",
          error_description: "Missing required parameter",
        });
      }
      if (fields["grant_type"] !== "refresh_token") {
        return json(403, {
          error: "unsupported_grant_type",
          error_description: "Unsupported grant type",
        });
      }
      if (fields["client_id"] !== CLIENT_ID) {
        return json(401, { error: "invalid_client", error_description: "Unknown client" });
      }
      const token = fields["refresh_token"];
      if (token === undefined || token === "") {
        const error_description = "Missing required parameter: refresh_token";
        return json(400, { error: "invalid_request", error_description });
      }
      return exchange(token);
    },
    async logIn(creator) {
      const refreshToken = newRefreshToken();
      families.set(refreshToken, {
        creator,
        startedAtMs: options.now(),
        isRevoked: false,
        grants: 0,
        current: refreshToken,
        previous: undefined,
      });
      return { ...(await pair(creator)), refresh_token: refreshToken };
    },
    async expiredPair(creator) {
      const endedAt = Math.floor(options.now() / 1_000) - 60;
      return {
        access_token: await sign(creator, "access", endedAt - options.accessTtlSeconds, endedAt),
        id_token: await sign(creator, "id", endedAt - options.idTtlSeconds, endedAt),
      };
    },
    revoke(slug) {
      for (const family of families.values())
        if (family.creator.slug === slug) family.isRevoked = true;
    },
    async verify(token, use) {
      try {
        const { payload } = await jwtVerify(token, publicKey, {
          issuer: options.issuer(),
          currentDate: new Date(options.now()),
          algorithms: ["RS256"],
        });
        if (payload["use"] !== use || payload.sub === undefined) return undefined;
        return { slug: payload.sub.replace("auth0|", "") };
      } catch {
        return undefined;
      }
    },
    grants(slug) {
      const own = [...new Set(families.values())].filter(({ creator }) => creator.slug === slug);
      return own.reduce((sum, family) => sum + family.grants, 0);
    },
    reuseEvents: () => reuses,
  };
}

const Fields = z.record(z.string(), z.string());

function readFields(request: SandboxRequest): Readonly<Record<string, string>> | undefined {
  const type = request.headers["content-type"] ?? "";
  if (type.startsWith("application/x-www-form-urlencoded")) {
    return Object.fromEntries(new URLSearchParams(request.body));
  }
  if (!type.startsWith("application/json")) return undefined;
  try {
    return Fields.safeParse(JSON.parse(request.body)).data;
  } catch {
    return undefined;
  }
}
