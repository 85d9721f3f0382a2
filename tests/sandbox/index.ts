import { findFreePort } from "../helpers/app-server";
import { type AirtableBase, type Cell, createAirtableBase, type Fields } from "./airtable";
import { INVENTED_PEOPLE, PEOPLE } from "./airtable-tables";
import { type Auth0, CLIENT_ID, createAuth0 } from "./auth0";
import { control } from "./control";
import { listCreators, type SandboxCreator } from "./creators";
import { createHistory, type Figures, type History } from "./data";
import { createFaultBoard, type Upstream } from "./faults";
import { createGateway, GATEWAY_ROUTES } from "./gateway";
import { type Listener, listen, listenWithFaults } from "./http";
import { createKvDoor } from "./kv/door";
import { createMemoryBackend } from "./kv/memory";
import { startRedis } from "./kv/redis";
import type { CallCounts, Sandbox, SandboxOptions } from "./sandbox";

const API_KEY = "patSandboxKey0001.invented";
const BASE_ID = "appSandboxBase001";
const KV_TOKEN = "kv-sandbox-token-invented";
const DAY_MS = 86_400_000;

/** Starts the simulator on 127.0.0.1. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const now = options.now ?? Date.now;
  const counts = new Map<string, number>();
  const listeners: Partial<Record<Upstream, Listener>> = {};
  const board = createFaultBoard((upstream) => {
    const listener = listeners[upstream];
    void (board.isRefusing(upstream) ? listener?.close() : listener?.open());
  });
  const history = createHistory({ seed: options.seed ?? 1, now });
  const base = createAirtableBase({
    apiKey: API_KEY,
    baseId: BASE_ID,
    now,
    isRateLimited: options.airtableRateLimit ?? true,
  });
  const auth = await createAuth0({
    issuer: () => `${listeners.auth?.url ?? ""}/`,
    now,
    accessTtlSeconds: options.accessTtlSeconds ?? 36_000,
    idTtlSeconds: options.idTtlSeconds ?? 36_000,
    overlapSeconds: options.overlapSeconds ?? 0,
    omitIdToken: options.omitIdToken ?? false,
  });
  const creators = listCreators(options.creators);
  const gateway = createGateway({
    creators,
    auth,
    history,
    now,
    isLedgerEmpty: options.isLedgerEmpty ?? false,
  });
  const shared = { board, latencyMs: options.latencyMs ?? 0, watch: options.watch };
  const count = (upstream: string) => (route: string) => {
    const key = `${upstream}.${route}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  const airtableListener = await listenWithFaults({
    ...shared,
    upstream: "airtable",
    routeOf: base.routeOf,
    onCall: count("airtable"),
    handler: base.handle,
  });
  const authListener = await listenWithFaults({
    ...shared,
    upstream: "auth",
    routeOf: auth.routeOf,
    slugOf: auth.slugOf,
    onCall: count("auth"),
    handler: auth.handle,
  });
  const gatewayListener = await listenWithFaults({
    ...shared,
    upstream: "gateway",
    routeOf: gateway.routeOf,
    onCall: count("gateway"),
    handler: gateway.handle,
  });
  Object.assign(listeners, {
    airtable: airtableListener,
    auth: authListener,
    gateway: gatewayListener,
  });
  await fillBase({ base, auth, creators, now });

  const knobs = {
    creators,
    faults: { set: board.set, clear: board.clear },
    ...tokenKnobs(base, auth, creators),
    ...figureKnobs(history, creators),
    dropField: base.dropField,
    setStatusOptions: base.setStatusOptions,
    setAirtableQuota: base.setQuota,
    setHeroVariant: gateway.setHeroVariant,
    calls: () => toCounts(counts),
    resetCalls: () => counts.clear(),
  };
  const kv = await openKv(options, { ...shared, onCall: count("kv") }, now);
  if (kv !== undefined) listeners.kv = kv.listener;
  const controlListener = await listen((request) => control(knobs, request), options.port ?? 0);
  return {
    ...knobs,
    kv: kv?.command ?? (() => Promise.reject(new Error("the simulator runs without a store"))),
    urls: {
      airtable: airtableListener.url,
      auth: `${authListener.url}/oauth/token`,
      issuer: `${authListener.url}/`,
      gateway: gatewayListener.url,
      control: controlListener.url,
      kv: kv?.listener.url,
    },
    env: {
      AIRTABLE_API_KEY: API_KEY,
      AIRTABLE_BASE_ID: BASE_ID,
      AIRTABLE_ENDPOINT_URL: airtableListener.url,
      LTK_AUTH_URL: `${authListener.url}/oauth/token`,
      LTK_ISSUER: `${authListener.url}/`,
      LTK_API_URL: gatewayListener.url,
      ...(kv === undefined
        ? {}
        : { KV_REST_API_URL: kv.listener.url, KV_REST_API_TOKEN: KV_TOKEN }),
    },
    async close() {
      const all = [airtableListener, authListener, gatewayListener, controlListener];
      await Promise.all([...all.map((listener) => listener.close()), kv?.close()]);
    },
  };
}

/** The shared store behind its REST door, if there is to be one. */
async function openKv(
  { kv = "none" }: SandboxOptions,
  shared: Omit<Parameters<typeof listenWithFaults>[0], "upstream" | "routeOf" | "handler">,
  now: () => number,
) {
  if (kv === "none") return undefined;
  const redis = kv === "redis" ? await startRedis(await findFreePort()) : undefined;
  const command = redis?.command ?? createMemoryBackend(now);
  const listener = await listenWithFaults({
    ...shared,
    upstream: "kv",
    routeOf: () => "command",
    handler: createKvDoor({ token: KV_TOKEN, command }),
  });
  return {
    command,
    listener,
    async close() {
      await listener.close();
      await redis?.close();
    },
  };
}

function creatorOf(creators: readonly SandboxCreator[], slug: string): SandboxCreator {
  const creator = creators.find((candidate) => candidate.slug === slug);
  if (creator === undefined) throw new Error(`the simulator has no creator ${slug}`);
  return creator;
}

function tokenKnobs(base: AirtableBase, auth: Auth0, creators: readonly SandboxCreator[]) {
  const rowOf = (slug: string) => {
    const row = base.findRow("Slug", slug);
    if (row === undefined) throw new Error(`no row has the slug ${slug}`);
    return row;
  };
  return {
    grants: auth.grants,
    reuseEvents: auth.reuseEvents,
    revoke: auth.revoke,
    logIn: (slug: string) => auth.logIn(creatorOf(creators, slug)),
    async expireTokens(slug: string) {
      const pair = await auth.expiredPair(creatorOf(creators, slug));
      base.setRow(rowOf(slug).id, {
        Access_Token: pair.access_token,
        ID_Token: pair.id_token,
      });
    },
    row: (slug: string) => rowOf(slug).fields,
    recordId: (slug: string) => rowOf(slug).id,
    setRow: (slug: string, fields: Readonly<Record<string, Cell | null>>) =>
      base.setRow(rowOf(slug).id, fields),
    addRow: (fields: Fields, table?: string) => void base.addRow(fields, table),
    rows: base.rows,
    setPerson(email: string, fields: Readonly<Record<string, Cell | null>>) {
      const person = base.findRow("Email", email, PEOPLE);
      if (person === undefined) throw new Error(`no person has the address ${email}`);
      base.setRow(person.id, fields);
    },
    removeTable: base.removeTable,
    addTable: base.addTable,
    setSchemaScope: base.setSchemaScope,
    removeRow: (slug: string) => base.removeRow(rowOf(slug).id),
  };
}

function figureKnobs(history: History, creators: readonly SandboxCreator[]) {
  return {
    figures: (slug: string, from: string, to: string) =>
      history.sum(creatorOf(creators, slug), from, to),
    reviseFigures: (slug: string, day: string, change: Partial<Figures>) =>
      history.revise(creatorOf(creators, slug), day, change),
  };
}

/** Every creator has logged in some days ago; one of the sessions has ended since. And a few people may sign in. */
async function fillBase(world: {
  readonly base: AirtableBase;
  readonly auth: Auth0;
  readonly creators: readonly SandboxCreator[];
  readonly now: () => number;
}): Promise<void> {
  const { base, auth, now } = world;
  for (const person of INVENTED_PEOPLE) base.addRow(person, PEOPLE);
  for (const creator of world.creators) {
    const session = await auth.logIn(creator);
    const isDead = creator.kind === "needs-reauth";
    const pair = isDead ? await auth.expiredPair(creator) : session;
    if (isDead) auth.revoke(creator.slug);
    base.addRow({
      Creator: creator.name,
      Slug: creator.slug,
      Publisher_ID: creator.publisherIds.join(", "),
      Account_ID: creator.accountId,
      Access_Token: pair.access_token,
      ID_Token: pair.id_token,
      Refresh_Token: session.refresh_token,
      Refresh_Token_Captured_At: new Date(now() - 9 * DAY_MS).toISOString(),
      Client_ID: CLIENT_ID,
      Status: isDead ? "needs_reauth" : "active",
      ...(creator.timezone === undefined ? {} : { Timezone: creator.timezone }),
    });
  }
}

/** An object with a value for each key. */
function fromKeys<K extends string>(keys: readonly K[], read: (key: K) => number) {
  const values = {} as Record<K, number>;
  for (const key of keys) values[key] = read(key);
  return values;
}

function toCounts(counts: ReadonlyMap<string, number>): CallCounts {
  const of = (key: string) => counts.get(key) ?? 0;
  return {
    airtable: {
      list: of("airtable.list"),
      get: of("airtable.get"),
      update: of("airtable.update"),
      create: of("airtable.create"),
      schemaRead: of("airtable.schemaRead"),
      schemaWrite: of("airtable.schemaWrite"),
    },
    auth: { token: of("auth.token") },
    kv: { command: of("kv.command") },
    gateway: fromKeys(GATEWAY_ROUTES, (route) => of(`gateway.${route}`)),
  };
}
