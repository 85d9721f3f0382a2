import { parseCreatorRow } from "@/lib/airtable/columns";
import { createSnapshot } from "@/lib/airtable/snapshot";
import type { Slug } from "@/lib/core/brand";
import { err, ok, type Result } from "@/lib/core/result";
import type { Container } from "@/lib/server/container";
import { createContainer } from "@/lib/server/container";
import type { CronResults } from "@/lib/server/cron";
import { parseEnv } from "@/lib/server/env";
import { refreshTokens } from "@/lib/server/jobs/refresh-tokens";
import { createTokenCells } from "@/lib/token-manager/cells";
import type { TokenLog } from "@/lib/token-manager/context";
import type { Credentials } from "@/lib/token-manager/store";
import type { TokenError, TokenManager, ValidToken } from "@/lib/token-manager/token-manager";
import { aRow, START, setUp, slugOf } from "./doubles";

/** The time a cron's run has for beginning something (lib/server/cron.ts). */
const RUN_MS = 260_000;

/** One process of the dashboard: the production manager, snapshot and cron over the doubles. */
export interface Instance {
  readonly manager: TokenManager;
  /** What a page does before it asks LTK: it looks at the table, at most once a minute, and gets tokens. */
  page(slug: Slug): Promise<Result<ValidToken, TokenError>>;
  /** One run of the cron `refresh-tokens`, as Vercel would deliver it now. */
  cron(): Promise<CronResults | "nothing could be tried">;
}

/** A success of the token endpoint. */
export interface Grant {
  readonly creator: string;
  readonly at: number;
}

interface WorldOptions {
  readonly creators: number;
  readonly instances: number;
  readonly random?: () => number;
  /** How long the token endpoint takes, milliseconds; default: no time. */
  readonly latencyMs?: () => number;
  /** Stands before the token endpoint: answers a refresh token in its place, or hands on (`undefined`). */
  readonly outage?: (refreshToken: string) => Promise<Response> | undefined;
}

/** Several processes over one store, one table and one token endpoint, all on the doubles' frozen clock. */
export function createWorld(options: WorldOptions) {
  const rows = Array.from({ length: options.creators }, (_, index) =>
    aRow({
      recordId: `rec${index}`,
      slug: slugOf(`creator-${index}`),
      publisherIds: [String(500_000 + index)],
      refreshToken: `v1.first-refresh-token-of-${index}`,
      endsAt: START - 1,
    }),
  );
  const base = setUp({ rows, isKvShared: true });
  const grants: Grant[] = [];
  const events = new Map<string, number>();
  const log: TokenLog = (_level, event, fields) => {
    events.set(event, (events.get(event) ?? 0) + 1);
    if (event !== "token_granted") return;
    grants.push({ creator: String(fields?.["creator"]), at: base.clock.now() });
  };
  const fetchThrough: typeof fetch = async (url, init) => {
    if (options.latencyMs !== undefined) await base.clock.sleep(options.latencyMs());
    const form = new URLSearchParams(typeof init?.body === "string" ? init.body : "");
    return options.outage?.(form.get("refresh_token") ?? "") ?? base.auth.fetch(url, init);
  };
  const changes = { log, fetch: fetchThrough, ...(options.random && { random: options.random }) };
  const instances = Array.from({ length: options.instances }, () =>
    createInstance(base, base.restart(changes), log),
  );
  return {
    ...base,
    slugs: rows.flatMap(({ slug }) => slug ?? []),
    grants,
    /** How often an event was logged, by all processes. */
    logged: (event: string) => events.get(event) ?? 0,
    instances,
    instance(index: number): Instance {
      const instance = instances[index];
      if (instance === undefined) throw new Error(`there is no process ${index}`);
      return instance;
    },
  };
}

type Base = ReturnType<typeof setUp>;

function createInstance({ table, clock }: Base, manager: TokenManager, log: TokenLog): Instance {
  const { now, sleep } = clock;
  const snapshot = createSnapshot({
    now,
    sleep,
    onRead: manager.observe,
    load: async () => {
      const rows = await table.store.listCredentials();
      const { code, message } = rows.ok ? { code: "", message: "" } : rows.error;
      return rows.ok
        ? ok(await Promise.all(rows.value.map(toCreatorRow)))
        : err(unavailable(code, message));
    },
  });
  const container: Container = {
    ...createContainer(ENV),
    tokens: manager,
    snapshot,
    now,
    sleep,
    log,
  };
  return {
    manager,
    async page(slug) {
      await snapshot.read();
      return manager.getValidToken(slug);
    },
    async cron() {
      const run = await refreshTokens(container, now() + RUN_MS);
      return run.ok ? run.results : "nothing could be tried";
    },
  };
}

function unavailable(code: string, message: string) {
  return { code: "unavailable", message: `${code}: ${message}` } as const;
}

async function toCreatorRow(credentials: Credentials) {
  const fields = {
    Slug: credentials.slug,
    Creator: credentials.name,
    Publisher_ID: credentials.publisherIds.join(","),
    Refresh_Token: credentials.refreshToken,
    Status: credentials.status,
  };
  const record = { id: credentials.recordId, fields, readAt: credentials.readAt };
  const options = { cells: createTokenCells([]), nameToken: undefined };
  return { creator: (await parseCreatorRow(record, options)).creator, credentials };
}

/** Nothing of it is ever called. */
const ENV = requireEnv({
  AIRTABLE_API_KEY: "an invented key",
  AIRTABLE_BASE_ID: "appInvented",
  SESSION_SECRET: "an invented secret of thirty-two characters",
});

function requireEnv(source: Readonly<Record<string, string>>) {
  const parsed = parseEnv(source);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ name }) => name).join());
  return parsed.env;
}
