/** Runs one command, such as `["SET", "key", "value", "PX", "1000"]`. Rejects with `KvCommandError` for a bad one. */
export type KvCommand = (command: readonly string[]) => Promise<unknown>;

/** A command the store does not take; the door answers it with 400. */
export class KvCommandError extends Error {}
