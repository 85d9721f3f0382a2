import { readClaims, type TokenClaims } from "./jwt";
import type { Credentials } from "./store";

/** The tokens that say whose they are; a refresh token does not. */
export interface NamedTokens {
  readonly accessToken: string | undefined;
  readonly idToken: string | undefined;
}

/** What a session's tokens say of their owner, the id token first. */
export function claimsOf({
  idToken,
  accessToken,
}: NamedTokens): Pick<TokenClaims, "publisherId" | "accountId" | "clientId"> {
  const claims = [idToken, accessToken].flatMap((token) =>
    token === undefined ? [] : (readClaims(token) ?? []),
  );
  const find = (name: "publisherId" | "accountId" | "clientId") =>
    claims.find((each) => each[name] !== undefined)?.[name];
  return {
    publisherId: find("publisherId"),
    accountId: find("accountId"),
    clientId: find("clientId"),
  };
}

/** True when tokens name a row's account. One may have several publishers, of which the row names some. */
export function isOwn(row: Credentials, tokens: NamedTokens): boolean {
  const { publisherId, accountId } = claimsOf(tokens);
  const isNamed = publisherId !== undefined && row.publisherIds.includes(publisherId);
  return isNamed || (accountId !== undefined && accountId === row.accountId);
}

/** The publisher that tokens name, when it is another row's: `undefined` for the row's own, and for nobody's we know. */
export function otherOwner(
  row: Credentials,
  tokens: NamedTokens,
  rows: readonly Credentials[],
): string | undefined {
  const { publisherId } = claimsOf(tokens);
  if (publisherId === undefined || isOwn(row, tokens)) return undefined;
  const isOthers = rows.some(
    (other) => other.recordId !== row.recordId && other.publisherIds.includes(publisherId),
  );
  return isOthers ? publisherId : undefined;
}
