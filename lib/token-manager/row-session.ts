import type { TokenContext } from "./context";
import type { TokenSet } from "./journal-entry";
import type { Credentials } from "./store";

/** The session a row holds. */
export function tokensOf(row: Credentials): TokenSet {
  const { accessToken, idToken, refreshToken } = row;
  return { accessToken, idToken, refreshToken, isIdRenewed: true, grantedAt: undefined };
}

/** The fingerprint of a row's refresh token. */
export function fingerprintOf(
  context: Pick<TokenContext, "fingerprint">,
  row: Credentials,
): string | undefined {
  return row.refreshToken === undefined ? undefined : context.fingerprint(row.refreshToken);
}

/** The version of a row's session: as sealed inside its cell, else as its column says; 0 when neither does. */
export function versionOf(row: Credentials): number {
  return row.sealedVersion ?? row.tokenVersion ?? 0;
}
