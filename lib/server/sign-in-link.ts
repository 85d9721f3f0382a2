import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import { err, ok, type Result } from "@/lib/core/result";
import { type Clock, DAY_MS, MINUTE_MS } from "@/lib/core/time";
import type { AtomicKv } from "@/lib/kv/store";
import { createSealedTokens } from "./sealed-token";

/** `first`: made by a command or an admin, sent by hand. `mailed`: asked for by the person herself. */
type LinkKind = "first" | "mailed";

/** How long a link works. */
export const LINK_TTL_MS: Readonly<Record<LinkKind, number>> = {
  first: 7 * DAY_MS,
  mailed: 15 * MINUTE_MS,
};

/** What a link says. Times are epoch milliseconds. */
export interface SignInLink {
  readonly id: string;
  readonly email: string;
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
}

/** Single-use sign-in links. The token stands in the fragment, which browsers send to no server. */
export interface SignInLinks {
  create(link: {
    readonly email: string;
    readonly kind: LinkKind;
    readonly appUrl: string;
  }): Promise<string>;
  /** What a token says; it is not used up by that. */
  open(token: string): Promise<Result<SignInLink, "expired" | "invalid">>;
  /**
   * Uses a link up: of any number of tries, on whatever instances, one succeeds.
   *
   * Errors  `used`; `unchecked`: the store does not answer, so nobody can tell.
   */
  burn(link: SignInLink): Promise<Result<void, "used" | "unchecked">>;
}

const Claims = z.object({ email: z.email(), jti: z.string() });
/** A burnt link is remembered a little beyond its end, since clocks differ. */
const MARGIN_MS = 2 * MINUTE_MS;

/** Creates the maker and checker of sign-in links. Without a shared store "works once" holds per process. */
export function createSignInLinks(options: {
  readonly secret: string;
  readonly store: Pick<AtomicKv, "setIfAbsent">;
  readonly now: Clock;
  readonly newId: () => string;
}): SignInLinks {
  const { store, now, newId } = options;
  const tokens = createSealedTokens({
    secret: options.secret,
    purpose: "sign-in",
    claims: Claims,
    now,
  });
  return {
    async create({ email, kind, appUrl }) {
      const claims = { email: email.toLowerCase(), jti: newId() };
      return `${appUrl}/sign-in#token=${await tokens.seal(claims, now() + LINK_TTL_MS[kind])}`;
    },
    async open(token) {
      const opened = await tokens.open(token);
      if (!opened.ok) return opened;
      const { claims, issuedAtMs, expiresAtMs } = opened.value;
      return ok({ id: claims.jti, email: claims.email, issuedAtMs, expiresAtMs });
    },
    async burn({ id, expiresAtMs }) {
      const key = `sign-in-link/v1|${createHash("sha256").update(id).digest("base64url")}`;
      const leftMs = expiresAtMs - now() + MARGIN_MS;
      // A text of its own for each try: a repetition after a lost reply knows its own, and nobody else's.
      const isFirst = await store.setIfAbsent(key, newId(), leftMs).catch(() => undefined);
      if (isFirst === undefined) return err("unchecked");
      return isFirst ? ok(undefined) : err("used");
    },
  };
}
