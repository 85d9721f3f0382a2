import { describe, expect, test } from "vitest";
import type { GrantFailure } from "@/lib/token-manager/failure";
import { createJournal } from "@/lib/token-manager/journal";
import {
  AVA,
  aRow,
  codeOf,
  HOUR,
  NO_CIPHER,
  requireOk,
  reset,
  START,
  setUp,
  slugOf,
  timeout,
} from "./doubles";
import { FAILURE_BODIES } from "./failure-bodies";

/*
 * What each class of failure does to a creator: what callers get, what the row and the journal say, when the same token
 * is sent again, and whether others have to wait, too.
 */

const BEA = slugOf("bea-ortiz");
const ROWS = [
  aRow(),
  aRow({
    recordId: "recBea",
    slug: BEA,
    publisherIds: ["100002"],
    refreshToken: "v1.first-refresh-token-of-bea",
  }),
];

interface Effect {
  readonly code: string;
  /** What was written into the row's status. */
  readonly statuses: number;
  readonly isInDoubt: boolean;
  readonly hasIntent: boolean;
  readonly isDead: boolean;
  /** How long the token is not sent again, milliseconds; `undefined`: it never is. */
  readonly againAfterMs: number | undefined;
  /** The pause is everybody's: another creator's token is not sent meanwhile either. */
  readonly isForAll: boolean;
}

const UNSPENT = { statuses: 0, isInDoubt: false, hasIntent: false, isDead: false };

const EFFECTS: Readonly<Record<GrantFailure["kind"], Effect>> = {
  refused: {
    ...UNSPENT,
    code: "needs_reauth",
    statuses: 1,
    isDead: true,
    againAfterMs: undefined,
    isForAll: false,
  },
  misconfigured: {
    ...UNSPENT,
    code: "auth_misconfigured",
    againAfterMs: 60_000,
    isForAll: false,
  },
  wait: { ...UNSPENT, code: "auth_unavailable", againAfterMs: 30_500, isForAll: true },
  never_sent: { ...UNSPENT, code: "auth_unavailable", againAfterMs: 5_000, isForAll: true },
  // Sent a second time at once, and then once a minute.
  unknown: {
    ...UNSPENT,
    code: "token_in_doubt",
    isInDoubt: true,
    hasIntent: true,
    againAfterMs: 60_000,
    isForAll: false,
  },
};

/** The first request after which tokens were asked for has come to an end; lost answers were repeated once by then. */
async function fail(answer: () => Response | Error) {
  const parts = setUp({ isKvShared: true, rows: ROWS });
  const { manager, auth, clock } = parts;
  auth.script.push(answer());
  const waiting = manager.getValidToken(AVA);
  await clock.advance(0);
  // The script goes on with a second one of the kind if the first is to be repeated.
  if (manager.statusOf(AVA)?.isInDoubt === true) {
    auth.script.push(answer());
    await clock.runUntil(START + 31_000);
  }
  return { ...parts, result: await waiting };
}

async function expectEffect(answer: () => Response | Error, kind: GrantFailure["kind"]) {
  const effect = EFFECTS[kind];
  const parts = await fail(answer);
  const { manager, auth, clock, table, result } = parts;
  const journal = createJournal({ kv: parts.kv, cipher: NO_CIPHER, isDurable: true });
  const { entry } = requireOk(await journal.get("recAva"));
  await manager.whenSaved();
  const sent = auth.sent.length;
  const failedAt = entry?.intent?.at ?? clock.now();
  expect({
    code: codeOf(result),
    statuses: table.counts.saveStatus,
    isInDoubt: manager.statusOf(AVA)?.isInDoubt,
    hasIntent: entry?.intent !== undefined,
    isDead: manager.statusOf(AVA)?.isDead,
    tokensWritten: table.counts.saveTokens,
    sent,
  }).toEqual({
    code: effect.code,
    statuses: effect.statuses,
    isInDoubt: effect.isInDoubt,
    hasIntent: effect.hasIntent,
    isDead: effect.isDead,
    tokensWritten: 0,
    sent: kind === "unknown" ? 2 : 1,
  });
  expect(codeOf(await manager.getValidToken(BEA))).toBe(effect.isForAll ? effect.code : "ok");
  const others = effect.isForAll ? 0 : 1;
  const again = effect.againAfterMs ?? HOUR;
  await clock.runUntil(failedAt + again - 1);
  expect(codeOf(await manager.getValidToken(AVA))).toBe(effect.code);
  expect(auth.sent).toHaveLength(sent + others);
  await clock.runUntil(failedAt + again);
  expect(codeOf(await manager.getValidToken(AVA))).toBe(
    effect.againAfterMs === undefined ? effect.code : "ok",
  );
  await manager.whenSaved();
  expect(table.counts.saveStatus, "a recovery writes no status").toBe(effect.statuses);
}

test("the table has 25 bodies or more, and every class of failure", () => {
  expect(FAILURE_BODIES.length).toBeGreaterThanOrEqual(25);
  const kinds = new Set([...FAILURE_BODIES.map(([, , kind]) => kind), "never_sent"]);
  expect(kinds).toEqual(new Set(Object.keys(EFFECTS)));
});

describe("an answer in place of tokens", () => {
  test.each(FAILURE_BODIES)("%i %j has the effect of %s", async (status, body, kind) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    await expectEffect(() => new Response(text, { status }), kind);
  });
});

describe("no answer", () => {
  const withCode = (code: string) =>
    new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code }) });
  test.each([
    ["a name that is not found", () => withCode("ENOTFOUND"), "never_sent"],
    ["a refused connection", () => withCode("ECONNREFUSED"), "never_sent"],
    ["a wrong certificate", () => withCode("CERT_HAS_EXPIRED"), "never_sent"],
    ["a reset", reset, "unknown"],
    ["a timeout", timeout, "unknown"],
    ["an unreadable success", () => new Response("{"), "unknown"],
  ] as const)("%s has its effect", async (_name, answer, kind) => {
    await expectEffect(answer, kind);
  });
});
