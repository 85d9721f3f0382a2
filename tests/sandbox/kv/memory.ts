import { type KvCommand, KvCommandError } from "./command";

interface Entry {
  value: string;
  endsAtMs: number | undefined;
}

/** A Redis of our own for the commands the dashboard uses, with a clock that can be frozen. Scripts need the real one. */
export function createMemoryBackend(now: () => number): KvCommand {
  const entries = new Map<string, Entry>();

  function live(key: string): Entry | undefined {
    const entry = entries.get(key);
    if (entry?.endsAtMs !== undefined && entry.endsAtMs <= now()) {
      entries.delete(key);
      return undefined;
    }
    return entry;
  }

  function set(key: string, value: string, flags: readonly string[]): string | null {
    const names = flags.map((flag) => flag.toUpperCase());
    if (names.includes("NX") && live(key) !== undefined) return null;
    if (names.includes("XX") && live(key) === undefined) return null;
    const millis = names.indexOf("PX");
    const seconds = names.indexOf("EX");
    const life =
      millis >= 0
        ? Number(flags[millis + 1])
        : seconds >= 0
          ? Number(flags[seconds + 1]) * 1_000
          : undefined;
    entries.set(key, { value, endsAtMs: life === undefined ? undefined : now() + life });
    return "OK";
  }

  return async ([name = "", key = "", ...rest]) => {
    switch (name.toUpperCase()) {
      case "PING":
        return "PONG";
      case "GET":
        return live(key)?.value ?? null;
      case "SET":
        return set(key, rest[0] ?? "", rest.slice(1));
      case "GETDEL": {
        const value = live(key)?.value ?? null;
        entries.delete(key);
        return value;
      }
      case "DEL":
        return [key, ...rest].filter((each) => live(each) !== undefined && entries.delete(each))
          .length;
      case "EXISTS":
        return [key, ...rest].filter((each) => live(each) !== undefined).length;
      case "INCR": {
        const next = Number(live(key)?.value ?? "0") + 1;
        entries.set(key, { value: String(next), endsAtMs: live(key)?.endsAtMs });
        return next;
      }
      case "MGET":
        return [key, ...rest].map((each) => live(each)?.value ?? null);
      case "PEXPIRE": {
        const entry = live(key);
        if (entry === undefined) return 0;
        entry.endsAtMs = now() + Number(rest[0]);
        return 1;
      }
      case "PTTL": {
        const entry = live(key);
        if (entry === undefined) return -2;
        return entry.endsAtMs === undefined ? -1 : entry.endsAtMs - now();
      }
      case "DBSIZE":
        return [...entries.keys()].filter((each) => live(each) !== undefined).length;
      case "FLUSHALL":
        entries.clear();
        return "OK";
      case "EVAL":
      case "EVALSHA":
        throw new KvCommandError("ERR scripts need the redis backend");
      default:
        throw new KvCommandError(`ERR unknown command '${name}'`);
    }
  };
}
