/** A fault for the code under test, and the proof that has to notice it. */
export interface Break {
  /** The rule that is broken, in a word or two. */
  readonly rule: string;
  /** What the faulty code does. */
  readonly what: string;
  readonly file: string;
  /** Stands in `file` exactly once. */
  readonly find: string;
  readonly replace: string;
  readonly proof: {
    readonly project: "unit" | "integration" | "proofs";
    readonly file: string;
    /** A part of the test's name; without it: the whole file. */
    readonly name?: string;
  };
  /** Also run by `npm test`: its proof takes a few seconds. */
  readonly isQuick: boolean;
}

/** Every fault that `npm run prove -- --break <rule>` knows. */
export const BREAKS: readonly Break[] = [
  {
    rule: "plain-del",
    what: "releases a lease without looking whose it is",
    file: "lib/kv/scripts.ts",
    find: "if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end\nreturn redis.call('DEL', KEYS[1])",
    replace: "return redis.call('DEL', KEYS[1])",
    proof: {
      project: "integration",
      file: "tests/integration/kv.test.ts",
      name: "only its holder extends or removes a key",
    },
    isQuick: true,
  },
  {
    rule: "any-version",
    what: "writes the journal over whatever stands there",
    file: "lib/kv/scripts.ts",
    find: "if version and tonumber(version) ~= tonumber(ARGV[1]) - 1 then return stored end\n",
    replace: "",
    proof: {
      project: "integration",
      file: "tests/integration/kv.test.ts",
      name: "a versioned text is replaced by its successor only",
    },
    isQuick: true,
  },
  {
    rule: "skip-the-re-read",
    what: "grants on a reading of the row that may be old",
    file: "lib/token-manager/turn.ts",
    find: "if (mustRead || age >= ROW_AGE_MS || state.entry?.intent !== undefined) {",
    replace: "if (mustRead || age < 0) {",
    proof: {
      project: "unit",
      file: "tests/unit/token-manager/token-manager.test.ts",
      name: "a row older than 30 s is read again",
    },
    isQuick: true,
  },
  {
    rule: "no-journal",
    what: "goes on as if the journal had taken what it never got",
    file: "lib/token-manager/entries.ts",
    find: "const put = await context.journal.put(state.recordId, next, revision);\n    if (!put.ok)",
    replace: "const put = { ok: true, value: true };\n    if (!put.ok)",
    proof: {
      project: "proofs",
      file: "tests/proofs/kill-nine.test.ts",
      name: "kill -9 'before the row is saved'",
    },
    isQuick: true,
  },
  {
    rule: "journal-second",
    what: "asks Airtable for something between the grant's answer and the journal",
    file: "lib/token-manager/granted.ts",
    find: "  let isSuperseded = false;\n  await keepEntry",
    replace:
      "  await context.store.readCredentials(state.recordId);\n  let isSuperseded: boolean = false;\n  await keepEntry",
    proof: { project: "proofs", file: "tests/proofs/kill-nine.test.ts" },
    isQuick: false,
  },
  {
    rule: "intent-replaces-tokens",
    what: "writes the intent in the place of the tokens instead of beside them",
    file: "lib/token-manager/home.ts",
    find: "return isAsSeen ? { ...standing, intent } : undefined;",
    replace:
      "const tokens = { ...standing.tokens, accessToken: undefined, refreshToken: undefined };\n    return isAsSeen ? { ...standing, tokens, intent } : undefined;",
    proof: {
      project: "proofs",
      file: "tests/proofs/airtable-outage.test.ts",
      name: "over quota for 24 h",
    },
    isQuick: false,
  },
  {
    rule: "retry-the-grant",
    what: "sends a token again and again after lost answers",
    file: "lib/token-manager/obstacle.ts",
    find: "now < intent.at + REPLAY_AGAIN_MS",
    replace: "now < REPLAY_AGAIN_MS",
    proof: {
      project: "unit",
      file: "tests/unit/token-manager/doubt.test.ts",
      name: "asked again at most once a minute",
    },
    isQuick: true,
  },
  {
    rule: "version-instead-of-fingerprint",
    what: "takes a row for the same session because its Token_Version is",
    file: "lib/token-manager/lineage.ts",
    find: "if (fingerprint === entry.fingerprint) return",
    replace: "if (row.tokenVersion === entry.version) return",
    proof: { project: "unit", file: "tests/unit/token-manager/lineage.test.ts" },
    isQuick: true,
  },
  {
    rule: "outage-is-death",
    what: "takes an answer 500 for a refusal of the session",
    file: "lib/token-manager/failure.ts",
    find: '  return { kind: "unknown", cause: status >= 500 ? "server_error" : "unreadable" };',
    replace: `  return { kind: "refused", error: String(status) };`,
    proof: {
      project: "unit",
      file: "tests/unit/token-manager/doubt.test.ts",
      name: "500: asked again",
    },
    isQuick: true,
  },
  {
    rule: "forget-the-spent",
    what: "remembers only the last spent token",
    file: "lib/token-manager/journal-entry.ts",
    find: ".slice(-MAX_SPENT);",
    replace: ".slice(-1);",
    proof: { project: "unit", file: "tests/unit/token-manager/lineage.test.ts" },
    isQuick: true,
  },
  {
    rule: "preview-spends",
    what: "grants although TOKEN_REFRESH is off",
    file: "lib/token-manager/obstacle.ts",
    find: "  if (!canGrant) {",
    replace: "  if (!canGrant && now < 0) {",
    proof: {
      project: "unit",
      file: "tests/unit/token-manager/token-manager.test.ts",
      name: "a deployment that must not grant uses the stored token",
    },
    isQuick: true,
  },
  {
    rule: "foreign-cell",
    what: "opens a cell that was sealed for another row",
    file: "lib/token-manager/cells.ts",
    find: "if (rid !== recordId || col !== column) return",
    replace: "if (rid === column && col === recordId) return",
    proof: { project: "unit", file: "tests/unit/token-manager/cells.test.ts" },
    isQuick: true,
  },
  {
    rule: "call-in-the-lockout",
    what: "asks Airtable although another instance was locked out",
    file: "lib/airtable/send.ts",
    find: "prepare: watch.refresh",
    replace: "prepare: async () => undefined",
    proof: {
      project: "integration",
      file: "tests/integration/airtable-client.test.ts",
      name: "another instance learns of it",
    },
    isQuick: true,
  },
  {
    rule: "journal-not-re-read",
    what: "takes what it knew before it got the lease for what the journal says",
    file: "lib/token-manager/turn.ts",
    find: "  await loadEntry(context, state);\n  const known",
    replace: "  const known",
    proof: { project: "unit", file: "tests/unit/token-manager/shared.test.ts" },
    isQuick: true,
  },
  {
    rule: "no-lease",
    what: "goes on without the lease that somebody else holds",
    file: "lib/token-manager/lease.ts",
    find: "if (!(await kv.setIfAbsent(key, owner, LEASE_MS))) return ok(undefined);",
    replace: "await kv.setIfAbsent(key, owner, LEASE_MS);",
    proof: { project: "proofs", file: "tests/proofs/simulated-year.test.ts" },
    isQuick: true,
  },
  {
    rule: "sleeper-sends",
    what: "sends a token although it slept longer than its lease lasts",
    file: "lib/token-manager/home.ts",
    find: "if (isHeld && context.now() - renewedAt < MAX_PAUSE_MS) {",
    replace: "if (isHeld) {",
    proof: { project: "proofs", file: "tests/proofs/lease.test.ts" },
    isQuick: false,
  },
  {
    rule: "late-holder-wins",
    what: "lets a holder that wakes late put its successor's newer tokens aside",
    file: "lib/token-manager/granted.ts",
    find: 'if (isSentLast) return "newest";',
    replace: 'if (isSentLast && entry.fingerprint === sent) return "newest";',
    proof: { project: "proofs", file: "tests/proofs/lease.test.ts" },
    isQuick: false,
  },
  {
    rule: "spent-is-new",
    what: "takes a spent token that stands in a row for a new session",
    file: "lib/token-manager/lineage.ts",
    find: 'if (fingerprint !== undefined && entry.spent.includes(fingerprint)) return { kind: "row_behind" };',
    replace: "",
    proof: { project: "proofs", file: "tests/proofs/row-edits.test.ts" },
    isQuick: true,
  },
  {
    rule: "force-without-end",
    what: "forces a grant at every refusal of LTK's",
    file: "lib/token-manager/obstacle.ts",
    find: "return entry?.forcedAt !== undefined && now - entry.forcedAt < FORCED_PAUSE_MS;",
    replace: "return entry?.forcedAt !== undefined && now < FORCED_PAUSE_MS;",
    proof: { project: "proofs", file: "tests/proofs/long-outages.test.ts" },
    isQuick: true,
  },
  {
    rule: "grant-after-grant",
    what: "renews a token that lives minutes again and again",
    file: "lib/token-manager/decide.ts",
    find: "if (sinceGrant < EARLY_GRANT_PAUSE_MS) {",
    replace: "if (sinceGrant < 0) {",
    proof: { project: "proofs", file: "tests/proofs/short-tokens.test.ts" },
    isQuick: true,
  },
  {
    rule: "open-route",
    what: "answers the roster to whoever asks",
    file: "app/api/roster/route.ts",
    find: "export const GET = rosterResponse;",
    replace: "export const GET = async () => Response.json({ data: {} });",
    proof: {
      project: "integration",
      file: "tests/integration/access-matrix.test.ts",
      name: "each route answers each visit",
    },
    isQuick: true,
  },
];
