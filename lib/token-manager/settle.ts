import { MINUTE_MS, SECOND_MS } from "../core/time";
import type { GrantOutcome } from "./auth0";
import type { TokenContext } from "./context";
import type { CreatorState } from "./creator-state";
import { changeEntry } from "./entries";
import type { GrantFailure } from "./failure";
import { keepForOwner, keepTokens } from "./granted";
import type { JournalEntry } from "./journal-entry";
import { otherOwner } from "./ownership";
import type { RefreshParts, Sent, Settlement } from "./refresh-parts";
import type { TokenErrorCode } from "./token-error";

/** Failures that prove the token unspent. */
type Unsent = Exclude<GrantFailure, { readonly kind: "unknown" | "refused" }>;

const DEFAULT_WAIT_MS = 30 * SECOND_MS;
const MAX_WAIT_MS = 15 * MINUTE_MS;
const UNSENT_WAIT_MS = 5 * SECOND_MS;
const MISCONFIGURED_WAIT_MS = MINUTE_MS;
const REPLAY_RESET_MS = SECOND_MS;
const REPLAY_TIMEOUT_MS = 30 * SECOND_MS;

/** Takes the outcome of sending a token into the journal. The first thing that happens to new tokens is that they are kept. */
export async function settle(
  parts: Pick<RefreshParts, "context" | "cooldown" | "registry" | "offers">,
  grant: Sent,
  outcome: GrantOutcome,
): Promise<Settlement> {
  const { context } = parts;
  if (outcome.kind === "granted") {
    const { row } = grant.state;
    const owner = otherOwner(row, outcome.tokens, parts.registry.rows());
    return owner === undefined
      ? keepTokens(context, grant, outcome.tokens)
      : keepForOwner(parts, grant, owner, outcome.tokens);
  }
  const { state, sent } = grant;
  context.log("warn", "token_grant_failed", { creator: state.row.slug, ...describe(outcome) });
  if (state.entry?.fingerprint !== sent) return { kind: "superseded" };
  if (outcome.kind === "refused") return { kind: "refused", error: outcome.error };
  if (outcome.kind === "unknown") return noteLost(context, grant, outcome.cause);
  await changeEntry(context, state, (entry) => withoutIntent(entry, sent));
  return pause(parts, state, outcome);
}

/** A failure that proves this sending unspent says nothing of an earlier one whose answer was lost. */
function withoutIntent(entry: JournalEntry | undefined, sent: string): JournalEntry | undefined {
  const { intent } = entry ?? {};
  const isDoubtless = intent !== undefined && intent.lostAnswers === 0;
  return entry?.fingerprint === sent && isDoubtless ? { ...entry, intent: undefined } : undefined;
}

async function noteLost(
  context: TokenContext,
  { state, sent }: Sent,
  cause: "reset" | "timeout" | "server_error" | "unreadable",
): Promise<Settlement> {
  const changed = await changeEntry(context, state, (entry) =>
    entry?.intent === undefined || entry.fingerprint !== sent
      ? undefined
      : { ...entry, intent: { ...entry.intent, lostAnswers: entry.intent.lostAnswers + 1 } },
  );
  if (changed === "unchanged") return { kind: "superseded" };
  return { kind: "lost", delayMs: cause === "timeout" ? REPLAY_TIMEOUT_MS : REPLAY_RESET_MS };
}

function pause(
  { context, cooldown }: Pick<RefreshParts, "context" | "cooldown">,
  state: CreatorState,
  failure: Unsent,
): Settlement {
  const now = context.now();
  if (failure.kind === "misconfigured") {
    state.cooldownUntil = now + MISCONFIGURED_WAIT_MS;
    return stopped("auth_misconfigured", `The token endpoint answered ${failure.error}.`);
  }
  if (failure.kind === "never_sent") {
    cooldown.until = now + UNSENT_WAIT_MS;
    return stopped("auth_unavailable", "The token endpoint cannot be reached.");
  }
  const waitMs = Math.min(failure.retryAfterMs ?? DEFAULT_WAIT_MS, MAX_WAIT_MS);
  cooldown.until = now + waitMs + context.random() * SECOND_MS;
  return stopped("auth_unavailable", "The token endpoint asks to wait.");
}

function stopped(code: TokenErrorCode, message: string): Settlement {
  return { kind: "stopped", code, message };
}

function describe(failure: GrantFailure): Readonly<Record<string, string>> {
  const fields = { class: failure.kind };
  if ("error" in failure) return { ...fields, error: failure.error };
  return "cause" in failure ? { ...fields, cause: failure.cause } : fields;
}
