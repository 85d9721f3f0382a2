import { SECRET_PATTERNS } from "@/lib/core/secret-patterns";

/** Where something in a text looks like a secret; never the secret. */
export interface Finding {
  readonly name: string;
  readonly line: number;
}

/** `name = "…"`, `name: '…'` or `NAME=…`, where the name says that it is a secret. */
const ASSIGNMENT =
  /\b[\w-]*(?:secret|token|key|password|credential)s?["']?\s*[:=]\s*["'`]?([\w+/=-]{24,})(?![\w+/=.(-])/gi;
/** What the real ones have at least; what tests make up is shorter. */
const MIN_LOOSE_LENGTH = 40;
/** Bits a character. English words joined by hyphens stay below, 24 random base64 characters above. */
const MIN_ENTROPY = 3.9;

function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => {
    const share = count / text.length;
    return sum - share * Math.log2(share);
  }, 0);
}

function looksRandom(text: string): boolean {
  return (
    /\d/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text) && entropyOf(text) >= MIN_ENTROPY
  );
}

/** Finds what looks like a secret in a text. */
export function findSecrets(text: string): readonly Finding[] {
  const lineOf = (index: number) => text.slice(0, index).split("\n").length;
  const known = SECRET_PATTERNS.flatMap(({ name, pattern, isLoose }) =>
    [...text.matchAll(pattern)]
      .filter(
        ([found]) => isLoose !== true || (found.length >= MIN_LOOSE_LENGTH && looksRandom(found)),
      )
      .map(({ index }) => ({ name, line: lineOf(index) })),
  );
  const assigned = [...text.matchAll(ASSIGNMENT)]
    .filter(([, value = ""]) => looksRandom(value))
    .map(({ index }) => ({ name: "random text under a secret's name", line: lineOf(index) }));
  return [...known, ...assigned];
}
