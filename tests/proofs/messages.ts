import { z } from "zod";

/** What a worker can be told to do. Every command is answered once, with its result. */
export const Command = z.discriminatedUnion("name", [
  /** Several callers of a creator's tokens at once, each after a wait of her own of at most `spreadMs`. */
  z.strictObject({
    name: z.literal("get"),
    slug: z.string(),
    count: z.int().positive(),
    spreadMs: z.number().nonnegative(),
  }),
  /** Reports the tokens this worker got last for the creator as refused by LTK. */
  z.strictObject({ name: z.literal("reject"), slug: z.string() }),
  /** One run of the refresh cron, which starts nothing after `deadlineMs` from now. */
  z.strictObject({ name: z.literal("refresh"), deadlineMs: z.number().positive() }),
  /** Waits for every write begun so far. */
  z.strictObject({ name: z.literal("saved") }),
  z.strictObject({ name: z.literal("status"), slug: z.string() }),
  /** Hands in a pasted session. */
  z.strictObject({ name: z.literal("connect"), slug: z.string(), text: z.string() }),
  /** Reads a creator's figures of one day. */
  z.strictObject({ name: z.literal("read"), slug: z.string(), day: z.string() }),
  /** Reads a creator's performance_summary through the cache: `count` callers at once, each all of these months. */
  z.strictObject({
    name: z.literal("summarise"),
    slug: z.string(),
    months: z.array(z.string()),
    count: z.int().positive(),
  }),
  /** Reads a creator's last 28 days, as her page does: `count` callers at once. */
  z.strictObject({
    name: z.literal("chart"),
    slug: z.string(),
    today: z.string(),
    count: z.int().positive(),
  }),
  /** Reads the table anew. */
  z.strictObject({ name: z.literal("observe") }),
  /** Sets the clock ahead of the machine's. */
  z.strictObject({ name: z.literal("clock"), aheadMs: z.number() }),
  z.strictObject({ name: z.literal("seed"), seed: z.int() }),
]);
export type Command = z.infer<typeof Command>;

/** A command on its way to a worker. */
export const Order = z.strictObject({ id: z.int(), command: Command });

/** What comes back: first that the worker is ready, then an answer to each order. */
export const Answer = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ready") }),
  z.strictObject({ kind: z.literal("done"), id: z.int(), result: z.unknown() }),
  z.strictObject({ kind: z.literal("failed"), id: z.int(), error: z.string() }),
]);
export type Answer = z.infer<typeof Answer>;

/** What one caller got. */
export const Got = z.discriminatedUnion("ok", [
  z.strictObject({
    ok: z.literal(true),
    accessToken: z.string(),
    version: z.int(),
    saved: z.boolean(),
  }),
  z.strictObject({ ok: z.literal(false), code: z.string(), message: z.string() }),
]);
export type Got = z.infer<typeof Got>;

/** What one caller got from the cache. */
export const Read = z.discriminatedUnion("ok", [
  z.strictObject({
    ok: z.literal(true),
    clicks: z.int().nullable(),
    source: z.enum(["hit", "stale", "miss"]),
    storedAtMs: z.number(),
    reason: z.string().nullable(),
  }),
  z.strictObject({ ok: z.literal(false), code: z.string() }),
]);
export type Read = z.infer<typeof Read>;

/** What a cron run said. */
export const Ran = z.strictObject({
  ok: z.boolean(),
  code: z.string().optional(),
  results: z.record(z.string(), z.object({ status: z.string(), code: z.string().nullable() })),
});

/** The manager's status of a creator, as far as proofs ask; `null`: it does not know her. */
export const Status = z
  .looseObject({
    hasSession: z.boolean(),
    isInDoubt: z.boolean(),
    isSaved: z.boolean(),
    isDead: z.boolean(),
    wasInDoubt: z.boolean(),
    version: z.int().optional(),
  })
  .nullable();
