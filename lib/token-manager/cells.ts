import { z } from "zod";
import { type CipherKey, createKeyRing } from "./key-ring";
import type { TokenCells } from "./store";

/** What a sealed cell says of itself, authenticated: its record, its column, and the version of its token. */
const Header = z.object({ rid: z.string(), col: z.string(), ver: z.number() });

/**
 * Makes the cells of a table: sealed under the first key, opened with any, bound to their record and column. Without a
 * key tokens stand in plain text, and what is sealed is still known for that.
 */
export function createTokenCells(keys: readonly CipherKey[]): TokenCells {
  const ring = createKeyRing(keys);
  const [current] = keys;
  return {
    isSealing: current !== undefined,
    async seal({ recordId, column, version }, token) {
      if (current === undefined) return token;
      return ring.seal(token, { rid: recordId, col: column, ver: version });
    },
    async open({ recordId, column }, text) {
      if (!isSealed(text)) return { kind: "plain", token: text };
      const opened = await ring.open(text);
      const header = Header.safeParse(opened?.header);
      if (opened === undefined || !header.success) return { kind: "unreadable" };
      const { rid, col, ver } = header.data;
      if (rid !== recordId || col !== column) return { kind: "foreign" };
      const isCurrentKey = opened.keyId === current?.id;
      return { kind: "sealed", token: opened.text, version: ver, isCurrentKey };
    },
  };
}

/**
 * Whether a text is one of ours, or what is left of one: `rid` comes first in its header, so that even a text cut off
 * there is known. No token of LTK's has it, and a damaged cell must never be sent to LTK as if it were a token.
 */
function isSealed(text: string): boolean {
  const [header = ""] = text.split(".", 1);
  return /"rid"\s*:/.test(Buffer.from(header, "base64url").toString());
}
