import type { Slug } from "@/lib/core/brand";
import type { Result } from "@/lib/core/result";
import type { LtkError } from "./errors";
import type { LtkRequest, RequestTokens, SendLtkRequest } from "./request";

/** Where the client gets a creator's tokens, and what it tells when LTK refused them. Implemented by the token manager. */
export interface TokenSource<Token extends RequestTokens, E> {
  getValidToken(slug: Slug): Promise<Result<Token, E>>;
  /** A newer token, or the refusal as the final error. */
  replaceRejected(slug: Slug, rejected: Token): Promise<Result<Token, E>>;
}

/** A request before it is known whose tokens it carries. */
export type UntokenedRequest = Omit<LtkRequest, "tokens">;

/** Sends it with the right ones. */
export type Send<E> = (request: UntokenedRequest) => Promise<Result<unknown, LtkError | E>>;

/** Sends with a creator's valid token; a refused token is replaced and the request repeated once. */
export function createAuthorisedSend<Token extends RequestTokens, E>(
  send: SendLtkRequest,
  tokens: TokenSource<Token, E>,
): (slug: Slug) => Send<E> {
  return (slug) => async (request) => {
    const token = await tokens.getValidToken(slug);
    if (!token.ok) return token;
    const first = await send({ ...request, tokens: token.value });
    if (first.ok || first.error.code !== "ltk_unauthorised") return first;
    const newer = await tokens.replaceRejected(slug, token.value);
    if (!newer.ok) return newer;
    const second = await send({ ...request, tokens: newer.value });
    if (second.ok || second.error.code !== "ltk_unauthorised") return second;
    const refused = await tokens.replaceRejected(slug, newer.value);
    return refused.ok ? second : refused;
  };
}
