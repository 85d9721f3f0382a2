import type { Versioned } from "./store";

/** KEYS: key. ARGV: text, milliseconds. */
export const EXTEND_IF_EQUAL = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])`;

/** KEYS: key. ARGV: text. */
export const DELETE_IF_EQUAL = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`;

/** KEYS: key. As a script, since plain reads may be answered by a replica. */
export const GET = `
return redis.call('GET', KEYS[1])`;

/** KEYS: key, then markers. ARGV: version, "version:text", then a marker's text and milliseconds in turn. Nil: stored. */
export const PUT_VERSIONED = `
local stored = redis.call('GET', KEYS[1])
local version = stored and string.match(stored, '^(%d+):')
if version and tonumber(version) ~= tonumber(ARGV[1]) - 1 then return stored end
redis.call('SET', KEYS[1], ARGV[2])
for i = 2, #KEYS do redis.call('SET', KEYS[i], ARGV[2 * i - 1], 'PX', ARGV[2 * i]) end
return false`;

/** KEYS: key. ARGV: milliseconds. Answers the count and the milliseconds until it lapses. */
export const INCREMENT = `
local count = redis.call('INCR', KEYS[1])
local left = redis.call('PTTL', KEYS[1])
if left < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  left = tonumber(ARGV[1])
end
return {count, left}`;

/** How a versioned text is stored. */
export function joinVersion({ version, text }: Versioned): string {
  return `${version}:${text}`;
}

/** Reads what `joinVersion` made. `undefined`: something else stands there. */
export function splitVersion(stored: string): Versioned | undefined {
  const [, version, text] = /^(\d+):(.*)$/s.exec(stored) ?? [];
  return version === undefined || text === undefined
    ? undefined
    : { version: Number(version), text };
}
