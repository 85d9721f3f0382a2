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
    find: "if stored and tonumber(string.match(stored, '^%d+')) ~= tonumber(ARGV[1]) - 1 then return stored end\n",
    replace: "",
    proof: {
      project: "integration",
      file: "tests/integration/kv.test.ts",
      name: "a versioned text is replaced by its successor only",
    },
    isQuick: true,
  },
];
