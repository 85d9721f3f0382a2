import { MINUTE_MS, SECOND_MS } from "../core/time";

/** How long before the end a token is renewed, capped at half of its life. */
const ON_DEMAND_MARGIN_MS = 5 * MINUTE_MS;
const BACKGROUND_MARGIN_MS = 15 * MINUTE_MS;
/** No token is renewed before its end within this time after the last grant. */
const EARLY_GRANT_PAUSE_MS = 10 * MINUTE_MS;
/** A token that ends within this time may end on its way to LTK, so it counts as expired. */
const IN_TRANSIT_MS = 30 * SECOND_MS;
/** A token that arrives already expired means that our clock is off: it is tried rather than renewed again at once. */
const JUST_GRANTED_MS = 60 * SECOND_MS;

/** The life of one token, epoch milliseconds. */
export interface TokenLife {
  readonly issuedAt: number | undefined;
  readonly expiresAt: number | undefined;
}

/** What the decision is made from. */
export interface Freshness {
  /** `undefined`: there is none, or it cannot be read. */
  readonly access: TokenLife | undefined;
  readonly id: TokenLife | undefined;
  /** False when the last grant brought no id token: then the old one's end says nothing. */
  readonly isIdRenewed: boolean;
  readonly grantedAt: number | undefined;
}

/** What to do with the tokens at hand, and why. `expiresAt` is when they end (the earlier end of both; 0: unusable). */
export interface Decision {
  readonly action: "use" | "refresh_background" | "refresh_now";
  readonly reason:
    | "fresh"
    | "granted_recently"
    | "just_granted"
    | "ends_within_background_margin"
    | "ends_within_on_demand_margin"
    | "expired"
    | "no_access_token"
    | "no_id_token";
  readonly expiresAt: number;
}

/** Judges a session by the earlier `exp` of its tokens (rule R7). Pure. The refresh cron passes a margin of an hour. */
export function decide(
  freshness: Freshness,
  now: number,
  backgroundMarginMs = BACKGROUND_MARGIN_MS,
): Decision {
  const { access, id, isIdRenewed } = freshness;
  if (access?.expiresAt === undefined) return refreshNow("no_access_token", 0);
  if (isIdRenewed && id?.expiresAt === undefined) return refreshNow("no_id_token", 0);
  const first = endsFirst(access, isIdRenewed ? id : undefined);
  const expiresAt = first.expiresAt ?? 0;
  const remaining = expiresAt - now;
  const life = first.issuedAt === undefined ? Infinity : Math.max(0, expiresAt - first.issuedAt);
  const { grantedAt } = freshness;
  const sinceGrant = now - Math.max(grantedAt ?? -Infinity, access.issuedAt ?? -Infinity);

  if (remaining <= Math.min(IN_TRANSIT_MS, life / 4)) {
    const isClockOff = grantedAt !== undefined && now - grantedAt < Math.min(JUST_GRANTED_MS, life);
    return isClockOff
      ? { action: "use", reason: "just_granted", expiresAt }
      : refreshNow("expired", expiresAt);
  }
  if (remaining > Math.min(backgroundMarginMs, life / 2)) {
    return { action: "use", reason: "fresh", expiresAt };
  }
  if (sinceGrant < EARLY_GRANT_PAUSE_MS) {
    return { action: "use", reason: "granted_recently", expiresAt };
  }
  return remaining > Math.min(ON_DEMAND_MARGIN_MS, life / 2)
    ? { action: "refresh_background", reason: "ends_within_background_margin", expiresAt }
    : refreshNow("ends_within_on_demand_margin", expiresAt);
}

function refreshNow(reason: Decision["reason"], expiresAt: number): Decision {
  return { action: "refresh_now", reason, expiresAt };
}

function endsFirst(access: TokenLife, id: TokenLife | undefined): TokenLife {
  if (id?.expiresAt === undefined) return access;
  return id.expiresAt < (access.expiresAt ?? Infinity) ? id : access;
}
