import type { Slug } from "../core/brand";
import { err, ok, type Result } from "../core/result";
import { MINUTE_MS, SECOND_MS } from "../core/time";
import type { CreatorState } from "./creator-state";
import type { Demand } from "./demand";
import { inDoubt, wasForced } from "./obstacle";
import type { Refresh } from "./refresh";
import type { RefreshParts } from "./refresh-parts";
import { judge, loadSession, type Session } from "./session";
import { type TokenError, tokenErr } from "./token-error";
import type { VerifyOptions } from "./verify";

/** Tokens that may be sent to LTK. `saved: false`: they exist in this process only, until Airtable takes writes again. */
export interface ValidToken {
  readonly accessToken: string;
  readonly idToken: string;
  /** The earlier end of both, epoch milliseconds. */
  readonly expiresAt: number;
  readonly version: number;
  readonly saved: boolean;
}

/** What the public calls of the manager share. */
export interface ServeParts extends RefreshParts {
  readonly refresh: Refresh;
  /** What pasted tokens are checked against. */
  readonly verify: VerifyOptions;
  /** Reads the whole table; concurrent calls share one read. */
  readonly list: () => Promise<Result<undefined, TokenError>>;
}

/** How long a visitor waits for a refresh before she gets cached data instead (rule R6). */
const MAX_WAIT_MS = 8 * SECOND_MS;
const OBSERVED_FOR_MS = MINUTE_MS;

/** What a renewal ahead of time came to. */
export type RefreshOutcome = "fresh" | "refreshed";

/** See `TokenManager.refreshDue`. A visitor's waiting time does not apply: the cron has minutes. */
export async function refreshDue(
  parts: ServeParts,
  slug: Slug,
  marginMs: number,
): Promise<Result<RefreshOutcome, TokenError>> {
  const { context, refresh } = parts;
  const found = await requireState(parts, slug);
  if (!found.ok) return found;
  const state = found.value;
  const before = await load(parts, state);
  // A dead session is an error also while its last tokens live: somebody has to act.
  const isUsable = judge(before.tokens, context.now(), marginMs).action === "use";
  if (isUsable && !before.isDead) return ok("fresh");
  const after = await refresh(state, { kind: "background", marginMs });
  if (!after.ok) return after;
  return ok(after.value.version === before.version ? "fresh" : "refreshed");
}

/** Finds what is known of a creator; reads the table only when no snapshot was observed within the last minute. */
export async function requireState(
  { context, registry, list }: ServeParts,
  slug: Slug,
): Promise<Result<CreatorState, TokenError>> {
  const isStale = context.now() - (registry.observedAt() ?? -Infinity) >= OBSERVED_FOR_MS;
  if (registry.find(slug).kind === "none" && isStale) {
    const listed = await list();
    if (!listed.ok) return listed;
  }
  const found = registry.find(slug);
  if (found.kind === "none") return tokenErr("unknown_creator", "There is no such creator.");
  if (found.kind === "duplicate") {
    const names = found.names.join(" and ");
    return tokenErr("unknown_creator", `${names} share one slug; each row needs its own.`);
  }
  return found.state.row.status === "paused"
    ? tokenErr("paused", "The creator is paused.")
    : ok(found.state);
}

async function load(parts: ServeParts, state: CreatorState): Promise<Session> {
  const session = await loadSession(parts.context, parts.registry, state);
  parts.saver.saveLater(state);
  return session;
}

/** See `TokenManager.getValidToken`. */
export async function getValidToken(
  parts: ServeParts,
  slug: Slug,
): Promise<Result<ValidToken, TokenError>> {
  const { context, refresh } = parts;
  const found = await requireState(parts, slug);
  if (!found.ok) return found;
  const state = found.value;
  const session = await load(parts, state);
  const { action } = judge(session.tokens, context.now());
  const isDue = action === "refresh_now" || state.isLanding;
  const token = isDue ? undefined : toValidToken(session, context.now());
  if (token === undefined) return refreshAndServe(parts, state, { kind: "now" });
  if (action === "refresh_background" && context.canGrant && !session.isDead) {
    context.defer(async () => {
      await refresh(state, { kind: "background", marginMs: undefined });
    });
  }
  return ok(token);
}

/** The refreshed session; else the present one while it lasts; else why there is none. */
async function refreshAndServe(
  parts: ServeParts,
  state: CreatorState,
  demand: Demand,
): Promise<Result<ValidToken, TokenError>> {
  const { context } = parts;
  const result = await refreshInTime(parts, state, demand);
  const present = result?.ok ? result.value : await load(parts, state);
  const token = toValidToken(present, context.now());
  if (token !== undefined) return ok(token);
  return result?.ok === false ? result : err(tooLong(state));
}

/** `undefined`: it takes longer than a visitor waits. The refresh itself goes on. */
function refreshInTime(
  { context, refresh }: ServeParts,
  state: CreatorState,
  demand: Demand,
): Promise<Result<Session, TokenError> | undefined> {
  const timeUp = context.sleep(MAX_WAIT_MS).then(() => undefined);
  return Promise.race([refresh(state, demand), timeUp]);
}

function tooLong(state: CreatorState): TokenError {
  return (state.entry?.intent?.lostAnswers ?? 0) > 0
    ? inDoubt()
    : { code: "token_wait", message: "The session is being renewed; try again in a moment." };
}

/** See `TokenManager.replaceRejected`. */
export async function replaceRejected(
  parts: ServeParts,
  slug: Slug,
  rejected: ValidToken,
): Promise<Result<ValidToken, TokenError>> {
  const { context } = parts;
  const found = await requireState(parts, slug);
  if (!found.ok) return found;
  const state = found.value;
  const present = await load(parts, state);
  const { action } = judge(present.tokens, context.now());
  const isDue = action === "refresh_now" || state.isLanding;
  const held = isDue ? undefined : toValidToken(present, context.now());
  if (held !== undefined && held.accessToken !== rejected.accessToken) return ok(held);
  if (wasForced(state, context.now())) {
    return tokenErr("ltk_forbidden", "LTK refuses even a new session of this creator.");
  }
  const demand: Demand = { kind: "rejected", accessToken: rejected.accessToken };
  const result = await refreshInTime(parts, state, demand);
  if (result === undefined) return err(tooLong(state));
  if (!result.ok) return result;
  const token = toValidToken(result.value, context.now());
  return token === undefined || token.accessToken === rejected.accessToken
    ? tokenErr("ltk_forbidden", "LTK refuses this session.")
    : ok(token);
}

/** The session as tokens that may be sent; `undefined` when they have ended or one is missing. */
function toValidToken(session: Session, now: number): ValidToken | undefined {
  const { accessToken, idToken, isIdRenewed } = session.tokens;
  const { action, expiresAt } = judge(session.tokens, now);
  if (accessToken === undefined || (idToken === undefined && isIdRenewed)) return undefined;
  if (expiresAt <= now && action !== "use") return undefined;
  const { version, isSaved } = session;
  return { accessToken, idToken: idToken ?? "", expiresAt, version, saved: isSaved };
}
