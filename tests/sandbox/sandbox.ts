import type { Cell, Fields } from "./airtable";
import type { SchemaScope } from "./airtable-meta";
import type { Auth0 } from "./auth0";
import type { SandboxCreator } from "./creators";
import type { Figures } from "./data";
import type { FaultBoard } from "./faults";
import type { GatewayRoute, HeroVariant } from "./gateway";
import type { Watch } from "./http";

/** How the simulator is set up; every part has a default. */
export interface SandboxOptions {
  readonly seed?: number;
  readonly now?: () => number;
  readonly accessTtlSeconds?: number;
  readonly idTtlSeconds?: number;
  /** How long a rotated-out refresh token may be used once more. */
  readonly overlapSeconds?: number;
  readonly latencyMs?: number;
  /** The control door's port. */
  readonly port?: number;
  /** The store that instances share: none, our own in memory, or a real `redis-server`. */
  readonly kv?: "none" | "memory" | "redis";
  /** Airtable's 5 requests a second and 30 s lockout. */
  readonly airtableRateLimit?: boolean;
  /** How many invented creators there are beyond the dozen. */
  readonly creators?: number;
  /** Auth0 answers a grant without an id token. */
  readonly omitIdToken?: boolean;
  /** The ledger has no rows, so that a window of it is one call: for tests of much else, over many creators. */
  readonly isLedgerEmpty?: boolean;
  /** Sees every call to an upstream as it arrives and once it is handled, and can hold it there. */
  readonly watch?: Watch;
}

/** Calls of records; and of tables and columns, which the metadata API makes. */
export type AirtableRoute = "list" | "get" | "update" | "create" | "schemaRead" | "schemaWrite";

/** How often each upstream was called since the last reset. */
export interface CallCounts {
  readonly airtable: Readonly<Record<AirtableRoute, number>>;
  readonly auth: Readonly<Record<"token", number>>;
  readonly kv: Readonly<Record<"command", number>>;
  readonly gateway: Readonly<Record<GatewayRoute, number>>;
}

/** The running simulator: Airtable, Auth0 and LTK's gateway on sockets of their own, and the knobs of a test. */
export interface Sandbox {
  readonly urls: {
    readonly airtable: string;
    readonly auth: string;
    readonly issuer: string;
    readonly gateway: string;
    readonly control: string;
    /** `undefined` without a store. */
    readonly kv: string | undefined;
  };
  /** The variables that point a dashboard at this simulator. */
  readonly env: Readonly<Record<string, string>>;
  readonly creators: readonly SandboxCreator[];
  readonly faults: Pick<FaultBoard, "set" | "clear">;
  calls(): CallCounts;
  resetCalls(): void;
  /** Refresh tokens this creator's families have exchanged. */
  grants(slug: string): number;
  /** How often a spent refresh token was presented. */
  reuseEvents(): number;
  /** Puts an access and id token that have lapsed into the creator's row. */
  expireTokens(slug: string): Promise<void>;
  /** Ends the creator's session: her next grant is refused. */
  revoke(slug: string): void;
  /** A new login, as the creator would make in a private window; its tokens are not in any row. */
  logIn(slug: string): ReturnType<Auth0["logIn"]>;
  row(slug: string): Fields;
  /** The Airtable record of a creator. */
  recordId(slug: string): string;
  setRow(slug: string, fields: Readonly<Record<string, Cell | null>>): void;
  /** The creators' table, unless another is named. */
  addRow(fields: Fields, table?: string): void;
  removeRow(slug: string): void;
  /** The rows of a table, oldest first. */
  rows(table: string): readonly Fields[];
  /** Changes the row of a person, as people do by hand. */
  setPerson(email: string, fields: Readonly<Record<string, Cell | null>>): void;
  dropField(column: string, table?: string): void;
  removeTable(table: string): void;
  /** Adds a table with columns of these types, as somebody made it by hand. */
  addTable(table: string, types: Readonly<Record<string, string>>): void;
  /** What the key may do with tables and columns. */
  setSchemaScope(scope: SchemaScope): void;
  setStatusOptions(options: readonly string[]): void;
  /** How many calls of data Airtable's plan has left this month; `null`: no limit. */
  setAirtableQuota(callsLeft: number | null): void;
  setHeroVariant(variant: HeroVariant): void;
  /** Runs one command in the shared store, such as `["PEXPIRE", key, "1"]`. Throws when there is no store. */
  kv(command: readonly string[]): Promise<unknown>;
  /** The truth: sums over days, both ends included. */
  figures(slug: string, from: string, to: string): Figures;
  /** Changes the truth of a past day, as returns do: adds to her figures, negative numbers take off. */
  reviseFigures(slug: string, day: string, change: Partial<Figures>): void;
  close(): Promise<void>;
}
