import fc from "fast-check";
import { CompactEncrypt } from "jose";
import { describe, expect, test } from "vitest";
import { createTokenCells } from "@/lib/token-manager/cells";
import { createCipher } from "@/lib/token-manager/cipher";

const OLD = { id: "k1", key: new Uint8Array(32).fill(1) };
const NEW = { id: "k2", key: new Uint8Array(32).fill(2) };
const CELL = { recordId: "recAva", column: "Refresh_Token" };
const TOKEN = "v1.invented-refresh-token";
/** A token of LTK's form, whose parts hold the word by which our cells are known, but not as a name. */
const JWT = [{ alg: "RS256", typ: "JWT", kid: "rid" }, { sub: "auth0|rid" }, "sig"]
  .map((part) => Buffer.from(typeof part === "string" ? part : JSON.stringify(part)))
  .map((part) => part.toString("base64url"))
  .join(".");

const cells = createTokenCells([NEW, OLD]);
const seal = (keys = [NEW, OLD], version = 3) =>
  createTokenCells(keys).seal({ ...CELL, version }, TOKEN);

/** The text with one of its five parts changed. */
function withPart(sealed: string, index: number, change: (part: string) => string): string {
  return sealed
    .split(".")
    .map((part, at) => (at === index ? change(part) : part))
    .join(".");
}
function withHeader(sealed: string, change: Readonly<Record<string, unknown>>): string {
  return withPart(sealed, 0, (part) => {
    const header: object = JSON.parse(Buffer.from(part, "base64url").toString());
    return Buffer.from(JSON.stringify({ ...header, ...change })).toString("base64url");
  });
}

test("a sealed token opens in its cell, with its version, and is not to be seen there", async () => {
  const sealed = await seal();
  expect(sealed).not.toContain(TOKEN);
  expect(sealed.split(".")).toHaveLength(5);
  expect(await cells.open(CELL, sealed)).toEqual({
    kind: "sealed",
    token: TOKEN,
    version: 3,
    isCurrentKey: true,
  });
});

test("the same token never gives the same text twice", async () => {
  expect(await seal()).not.toBe(await seal());
});

test("sealed under an older key of the ring: it opens, and is known to be old", async () => {
  expect(await cells.open(CELL, await seal([OLD]))).toMatchObject({
    kind: "sealed",
    token: TOKEN,
    isCurrentKey: false,
  });
});

test("a key is replaced without a read that fails: old, both, new", async () => {
  const rings = [[OLD], [OLD, NEW], [NEW, OLD], [NEW]];
  let text = await seal([OLD]);
  for (const [step, keys] of rings.entries()) {
    const ring = createTokenCells(keys);
    expect([step, await ring.open(CELL, text)]).toMatchObject([
      step,
      { kind: "sealed", token: TOKEN },
    ]);
    text = await ring.seal({ ...CELL, version: step }, TOKEN);
  }
});

describe("a cell that is no cell of ours", () => {
  test.each([
    ["another row", { ...CELL, recordId: "recBea" }],
    ["another column", { ...CELL, column: "Access_Token" }],
  ])("moved to %s it is foreign", async (_, elsewhere) => {
    expect(await cells.open(elsewhere, await seal())).toEqual({ kind: "foreign" });
    expect(await cells.open(elsewhere, await seal([OLD]))).toEqual({ kind: "foreign" });
  });

  test.each([
    ["the record", { rid: "recBea" }, { ...CELL, recordId: "recBea" }],
    ["the column", { col: "Access_Token" }, { ...CELL, column: "Access_Token" }],
    ["the version", { ver: 9 }, CELL],
    ["the key", { kid: "k1" }, CELL],
    ["the key, to none", { kid: undefined }, CELL],
    ["the algorithm", { enc: "A128GCM" }, CELL],
    ["the record, to a number", { rid: 7 }, CELL],
  ])("with %s edited in its header it is unreadable", async (_, change, cell) => {
    expect(await cells.open(cell, withHeader(await seal(), change))).toEqual({
      kind: "unreadable",
    });
  });

  test.each([0, 1, 2, 3, 4])(
    "cut in part %i, or with that part changed, it is unreadable",
    async (part) => {
      const sealed = await seal();
      const isKeyPart = part === 1;
      const changed = withPart(sealed, part, (text) =>
        isKeyPart ? "AAAA" : `${text.slice(0, -2)}${text.endsWith("AA") ? "BB" : "AA"}`,
      );
      expect(await cells.open(CELL, changed)).toEqual({ kind: "unreadable" });
      const parts = sealed.split(".");
      const kept = parts.slice(0, part + 1);
      const half = (parts[part] ?? "").slice(0, Math.ceil((parts[part] ?? "").length / 2));
      const cut = [...kept.slice(0, -1), half].join(".");
      expect(await cells.open(CELL, cut)).toEqual({ kind: "unreadable" });
    },
  );

  test("sealed under a key that is not in the ring it is unreadable, and stays so without any key", async () => {
    const sealed = await seal([NEW]);
    expect(await createTokenCells([OLD]).open(CELL, sealed)).toEqual({ kind: "unreadable" });
    expect(await createTokenCells([]).open(CELL, sealed)).toEqual({ kind: "unreadable" });
  });

  test("under our key, but without what a cell says of itself, it is unreadable", async () => {
    const sealed = await new CompactEncrypt(new TextEncoder().encode(TOKEN))
      .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: "k2", rid: "recAva" })
      .encrypt(NEW.key);
    expect(await cells.open(CELL, sealed)).toEqual({ kind: "unreadable" });
  });
});

describe("plain text", () => {
  test.each([
    ["a refresh token", TOKEN],
    ["an access token", JWT],
    ["a word", "none"],
    ["five parts", "a.b.c.d.e"],
    [
      "an encrypted token of somebody else's",
      ["eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0", "", "aXY", "dGV4dA", "dGFn"].join("."),
    ],
  ])("%s is taken as it stands", async (_, text) => {
    for (const keys of [[], [OLD], [NEW, OLD]]) {
      expect(await createTokenCells(keys).open(CELL, text)).toEqual({ kind: "plain", token: text });
    }
  });

  test("without a key tokens are written as they are", async () => {
    const plain = createTokenCells([]);
    expect([plain.isSealing, cells.isSealing]).toEqual([false, true]);
    expect(await plain.seal({ ...CELL, version: 1 }, TOKEN)).toBe(TOKEN);
  });
});

test("a cell is of no use to the cipher of the same keys, nor its texts in a cell", async () => {
  const cipher = createCipher([NEW]);
  expect(await cipher.open(await seal([NEW]), "recAva")).toBeUndefined();
  const other = await cipher.seal(TOKEN, "recAva");
  expect(await cells.open(CELL, other)).toEqual({ kind: "plain", token: other });
});

test("whatever the token, the cell and the version: it opens there as it was, and in no other cell", async () => {
  const cell = fc.record({ recordId: fc.string(), column: fc.string() });
  const property = fc.asyncProperty(
    fc.string({ unit: "binary" }),
    cell,
    cell,
    fc.maxSafeInteger(),
    async (token, here, there, version) => {
      const sealed = await cells.seal({ ...here, version }, token);
      expect(await cells.open(here, sealed)).toEqual({
        kind: "sealed",
        token,
        version,
        isCurrentKey: true,
      });
      const isSame = here.recordId === there.recordId && here.column === there.column;
      fc.pre(!isSame);
      expect(await cells.open(there, sealed)).toEqual({ kind: "foreign" });
    },
  );
  await fc.assert(property, { numRuns: 300 });
});
