import { UnsecuredJWT } from "jose";
import { parseSlug, type Slug } from "@/lib/core/brand";
import { err, ok, type Result } from "@/lib/core/result";
import { createMemoryKv } from "@/lib/kv/memory";
import type { AtomicKv } from "@/lib/kv/store";
import { type Cipher, createCipher } from "@/lib/token-manager/cipher";
import { createFingerprint } from "@/lib/token-manager/fingerprint";
import { createOffers } from "@/lib/token-manager/offers";
import type {
  Credentials,
  RowToSave,
  StoreError,
  TokenStore,
  TokensToSave,
} from "@/lib/token-manager/store";
import { createTokenManager, type TokenManagerOptions } from "@/lib/token-manager/token-manager";

export const START = Date.parse("2026-11-22T08:00:00Z");
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const KEY = "a key for tests";
export const fingerprint = createFingerprint(KEY);

export function slugOf(text: string): Slug {
  const slug = parseSlug(text);
  if (slug === undefined) throw new Error(`no slug: ${text}`);
  return slug;
}
export const AVA = slugOf("ava-lane");

/** Lets everything that is ready run. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A clock that moves only when told to; whoever sleeps wakes when it has moved far enough. */
export function createTestClock(options: { readonly passAtOnceMs?: number } = {}) {
  let nowMs = START;
  let sleepers: { readonly at: number; readonly wake: () => void }[] = [];

  async function advance(ms: number): Promise<void> {
    await settled();
    nowMs += ms;
    const due = sleepers.filter(({ at }) => at <= nowMs);
    sleepers = sleepers.filter(({ at }) => at > nowMs);
    for (const { wake } of due) wake();
    await settled();
  }

  return {
    now: () => nowMs,
    async sleep(ms: number): Promise<void> {
      if (ms <= (options.passAtOnceMs ?? 0)) {
        // What is on its way over a socket arrives before the clock moves.
        await new Promise((resolve) => setTimeout(resolve, 30));
        nowMs += ms;
        return;
      }
      await new Promise<void>((wake) => {
        sleepers.push({ at: nowMs + ms, wake });
      });
    },
    advance,
    /** Lets time pass until `untilMs`; whoever sleeps wakes at her own time, not at the end. */
    async runUntil(untilMs: number): Promise<void> {
      await settled();
      for (;;) {
        const next = Math.min(untilMs, ...sleepers.map(({ at }) => at));
        await advance(Math.max(0, next - nowMs));
        if (next >= untilMs) return;
      }
    },
  };
}
export type TestClock = ReturnType<typeof createTestClock>;

/** A token that ends at `expiresAt`, epoch milliseconds. Not signed: the manager does not verify. */
export function aJwt(options: {
  readonly expiresAt: number;
  readonly issuedAt?: number;
  readonly claims?: Record<string, unknown>;
}): string {
  const issuedAt = options.issuedAt ?? options.expiresAt - 10 * HOUR;
  return new UnsecuredJWT(options.claims ?? {})
    .setIssuedAt(Math.floor(issuedAt / 1_000))
    .setExpirationTime(Math.floor(options.expiresAt / 1_000))
    .encode();
}

/** A row whose tokens end at `endsAt`. */
export function aRow(
  overrides: Partial<Credentials> & { readonly endsAt?: number } = {},
): Credentials {
  const { endsAt = START - MINUTE, ...rest } = overrides;
  return {
    recordId: "recAva",
    slug: AVA,
    name: "Ava Lane",
    publisherIds: ["100001"],
    accessToken: aJwt({ expiresAt: endsAt, claims: { azp: "client-of-token", n: 0 } }),
    idToken: aJwt({ expiresAt: endsAt, claims: { id: true } }),
    refreshToken: "v1.first-refresh-token-of-ava",
    clientId: undefined,
    accountId: undefined,
    tokenVersion: 4,
    sealedVersion: undefined,
    cellProblem: undefined,
    isSealed: true,
    status: "active",
    errorMessage: undefined,
    consecutiveFailures: undefined,
    deadFingerprint: undefined,
    readAt: START,
    ...rest,
  };
}

type Operation = "list" | "read" | "probe" | "saveTokens" | "saveStatus";

/** A table in memory that counts, remembers the order of calls, and fails when told to. */
function createStoreDouble(clock: TestClock, initial: readonly Credentials[], events: string[]) {
  const rows = new Map(initial.map((row) => [row.recordId, row]));
  const failures: Partial<Record<Operation, StoreError[]>> = {};
  const statuses: string[] = [];
  const logins: unknown[] = [];
  const batches: number[] = [];
  let saveGate: Promise<void> | undefined;
  const counts = { list: 0, read: 0, probe: 0, saveTokens: 0, saveStatus: 0 };

  function enter(operation: Operation): Result<undefined, StoreError> {
    counts[operation] += 1;
    events.push(operation);
    const failure = failures[operation]?.shift();
    return failure === undefined ? ok(undefined) : err(failure);
  }

  const store: TokenStore = {
    async listCredentials() {
      const entered = enter("list");
      return entered.ok
        ? ok([...rows.values()].map((row) => ({ ...row, readAt: clock.now() })))
        : entered;
    },
    async readCredentials(recordId) {
      const entered = enter("read");
      const row = rows.get(recordId);
      if (!entered.ok) return entered;
      return row === undefined
        ? err({ code: "not_found", message: "gone" })
        : ok({ ...row, readAt: clock.now() });
    },
    probe: async () => enter("probe"),
    saveRows: (rows) => {
      batches.push(rows.length);
      return Promise.all(rows.map(saveRow));
    },
  };

  async function saveRow({ recordId, tokens, status }: RowToSave) {
    const wrote = tokens === undefined ? ok(undefined) : await saveTokens(recordId, tokens);
    if (!wrote.ok || status === undefined) return wrote;
    const entered = enter("saveStatus");
    if (entered.ok) {
      statuses.push(status.kind === "active" ? "active" : `${status.kind}: ${status.message}`);
    }
    return entered;
  }

  async function saveTokens(recordId: string, tokens: TokensToSave) {
    const entered = enter("saveTokens");
    await saveGate;
    const row = rows.get(recordId);
    if (entered.ok && tokens.login !== undefined) logins.push(tokens.login);
    if (entered.ok && row !== undefined) {
      const { accessToken, idToken, refreshToken, version } = tokens;
      rows.set(recordId, { ...row, accessToken, idToken, refreshToken, tokenVersion: version });
    }
    return entered;
  }

  return {
    store,
    counts,
    statuses,
    logins,
    /** How many rows each call of `saveRows` held. */
    batches,
    row: (recordId = "recAva") => {
      const row = rows.get(recordId);
      if (row === undefined) throw new Error(`no row ${recordId}`);
      return row;
    },
    /** Holds every token write back until the returned function is called. */
    holdSaves(): () => void {
      let release = () => {};
      saveGate = new Promise((resolve) => {
        release = () => resolve();
      });
      return release;
    },
    setRow: (row: Credentials) => void rows.set(row.recordId, row),
    fail(operation: Operation, times: number, error: Partial<StoreError> = {}) {
      failures[operation] = Array.from({ length: times }, () => ({
        code: "unavailable",
        message: "down",
        ...error,
      }));
    },
  };
}

type Answer = Response | Error | "commit-then-drop";

/** A token endpoint with single-use rotation. Scripted answers come first. */
function createAuthDouble(clock: TestClock, first: readonly string[], events: string[]) {
  const sent: string[] = [];
  const script: Answer[] = [];
  const live = new Set(first);
  const families = { revoked: false, overlapMs: 0 };
  const answers = { lifeMs: 10 * HOUR, hasIdToken: true };
  const spentAt = new Map<string, number>();
  let count = 0;
  let gate: Promise<void> | undefined;
  let claims: Record<string, unknown> = {};
  let clientId: string | null = null;

  function exchange(token: string): Response {
    const spent = spentAt.get(token);
    const isInOverlap = spent !== undefined && clock.now() - spent < families.overlapMs;
    if (families.revoked || (!live.has(token) && !isInOverlap)) {
      families.revoked = true;
      return Response.json({ error: "invalid_grant" }, { status: 403 });
    }
    count += 1;
    live.delete(token);
    spentAt.set(token, clock.now());
    const next = `v1.granted-refresh-token-${count}`;
    live.add(next);
    const life = { expiresAt: clock.now() + answers.lifeMs, issuedAt: clock.now() };
    const idToken = aJwt({ ...life, claims: { ...claims, id: count } });
    return Response.json({
      access_token: aJwt({ ...life, claims: { ...claims, n: count } }),
      ...(answers.hasIdToken ? { id_token: idToken } : {}),
      refresh_token: next,
      expires_in: answers.lifeMs / 1_000,
    });
  }

  const fetchDouble: typeof fetch = async (_url, init) => {
    events.push("grant");
    const form = new URLSearchParams(typeof init?.body === "string" ? init.body : "");
    const token = form.get("refresh_token") ?? "";
    clientId = form.get("client_id");
    sent.push(token);
    await gate;
    const scripted = script.shift();
    if (scripted === "commit-then-drop") {
      exchange(token);
      throw reset();
    }
    if (scripted instanceof Error) throw scripted;
    return scripted ?? exchange(token);
  };
  return {
    fetch: fetchDouble,
    sent,
    script,
    live,
    families,
    answers,
    clientId: () => clientId,
    grants: () => count,
    setClaims: (next: Record<string, unknown>) => {
      claims = next;
    },
    /** Holds every answer back until the returned function is called. */
    hold(): () => void {
      let release = () => {};
      gate = new Promise((resolve) => {
        release = () => resolve();
      });
      return release;
    },
  };
}

/** What `fetch` throws when the connection breaks after the request was sent. */
export function reset(): Error {
  return new TypeError("fetch failed", {
    cause: Object.assign(new Error("x"), { code: "ECONNRESET" }),
  });
}

export function timeout(): Error {
  return new DOMException("The operation was aborted due to timeout", "TimeoutError");
}

/** Sealing takes a thread's time, which a frozen clock cannot wait for. */
export const NO_CIPHER: Cipher = {
  seal: async (text) => text,
  open: async (sealed) => sealed,
};

/** A manager over doubles. Deferred work starts at once, as in the container; `landed` waits for all of it. */
export function setUp(
  options: {
    readonly rows?: readonly Credentials[];
    /** Puts something in front of the store that instances share. */
    readonly wrapKv?: (kv: AtomicKv, events: string[]) => AtomicKv;
  } & Partial<TokenManagerOptions> = {},
) {
  const { rows = [aRow()], wrapKv = (kv) => kv, ...overrides } = options;
  const clock = createTestClock();
  const events: string[] = [];
  const logs: string[] = [];
  const deferred: Promise<void>[] = [];
  const table = createStoreDouble(clock, rows, events);
  const first = rows.map(({ refreshToken }) => refreshToken ?? "");
  const auth = createAuthDouble(clock, first, events);
  let owners = 0;
  const managerOptions: TokenManagerOptions = {
    kv: wrapKv(createMemoryKv({ now: clock.now }), events),
    isKvShared: false,
    cipher: NO_CIPHER,
    newOwner: () => `owner-${++owners}`,
    store: table.store,
    authUrl: "https://auth.example/oauth/token",
    clientId: "client-of-env",
    fingerprintKey: KEY,
    canGrant: true,
    issuer: "https://issuer.example/",
    offers: createOffers({
      stores: [createMemoryKv({ now: clock.now })],
      cipher: createCipher(new Uint8Array(32)),
    }),
    fetch: auth.fetch,
    now: clock.now,
    sleep: clock.sleep,
    random: () => 0.5,
    defer: (work) => void deferred.push(work()),
    log: (level, event, fields) => void logs.push(JSON.stringify({ level, event, ...fields })),
    ...overrides,
  };
  const manager = createTokenManager(managerOptions);
  return {
    manager,
    clock,
    events,
    logs,
    table,
    auth,
    kv: managerOptions.kv,
    /** A second process on the same table and token endpoint; without `kv` among the changes, with a memory of its own. */
    restart: (changes: Partial<TokenManagerOptions> = {}) =>
      createTokenManager({
        ...managerOptions,
        ...(managerOptions.isKvShared ? {} : { kv: createMemoryKv({ now: clock.now }) }),
        ...changes,
      }),
    landed: async () => {
      for (let seen = -1; seen !== deferred.length; ) {
        seen = deferred.length;
        await Promise.all(deferred);
      }
    },
  };
}

/** The value of a success; fails the test otherwise. */
export function requireOk<T, E>(result: Result<T, E>): T {
  if (!result.ok) throw new Error(`expected a success, got ${JSON.stringify(result.error)}`);
  return result.value;
}

/** The error code of a failure, or "ok". */
export function codeOf(result: Result<unknown, { readonly code: string }>): string {
  return result.ok ? "ok" : result.error.code;
}
