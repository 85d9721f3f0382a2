import { CompactEncrypt } from "jose";
import { describe, expect, test } from "vitest";
import { createCipher } from "@/lib/token-manager/cipher";
import { createKeyRing } from "@/lib/token-manager/key-ring";

const keyOf = (byte: number) => new Uint8Array(32).fill(byte);
const OLD = { id: "k1", key: keyOf(1) };
const NEW = { id: "k2", key: keyOf(2) };
const headerOf = (sealed: string): unknown =>
  JSON.parse(Buffer.from(sealed.split(".")[0] ?? "", "base64url").toString());

/** As texts were sealed before there were rings: without a key's name. */
function sealNameless(key: Uint8Array, header: Readonly<Record<string, string>> = {}) {
  return new CompactEncrypt(new TextEncoder().encode("secret"))
    .setProtectedHeader({ alg: "dir", enc: "A256GCM", ...header })
    .encrypt(key);
}

describe("a cipher", () => {
  test("opens for its context and for no other", async () => {
    const cipher = createCipher([OLD]);
    const sealed = await cipher.seal("secret", "offer|1");
    expect(sealed).not.toContain("secret");
    expect(await cipher.open(sealed, "offer|1")).toBe("secret");
    expect(await cipher.open(sealed, "offer|2")).toBeUndefined();
  });

  test("seals with the first key, named in the header, and opens with any", async () => {
    const before = await createCipher([OLD]).seal("before", "c");
    const cipher = createCipher([NEW, OLD]);
    const sealed = await cipher.seal("now", "c");
    expect(headerOf(sealed)).toMatchObject({ kid: "k2", alg: "dir", enc: "A256GCM" });
    expect(await cipher.open(before, "c")).toBe("before");
    expect(await createCipher([NEW]).open(sealed, "c")).toBe("now");
    expect(await createCipher([NEW]).open(before, "c")).toBeUndefined();
  });

  test("a text that names no key is tried with all", async () => {
    const sealed = await sealNameless(OLD.key, { ctx: "c" });
    expect(await createCipher([NEW, OLD]).open(sealed, "c")).toBe("secret");
    expect(await createCipher([NEW]).open(sealed, "c")).toBeUndefined();
  });

  test("a key under another name does not open, though its bytes are right", async () => {
    const sealed = await createCipher([OLD]).seal("secret", "c");
    expect(await createCipher([{ id: "k9", key: OLD.key }]).open(sealed, "c")).toBeUndefined();
  });

  test("a bare key is a ring of one", async () => {
    const sealed = await createCipher(keyOf(1)).seal("secret", "c");
    expect(await createCipher(keyOf(1)).open(sealed, "c")).toBe("secret");
    expect(await createCipher(keyOf(2)).open(sealed, "c")).toBeUndefined();
  });

  test.each(["", "x", "a.b.c.d.e", "eyJhbGciOiJkaXIifQ....", "....", "null.a.b.c.d"])(
    "%j opens nothing and throws nothing",
    async (text) => {
      expect(await createCipher([OLD]).open(text, "c")).toBeUndefined();
    },
  );

  test("another algorithm than ours is refused, even under our key", async () => {
    const sealed = await new CompactEncrypt(new TextEncoder().encode("secret"))
      .setProtectedHeader({ alg: "A256KW", enc: "A256GCM", ctx: "c" })
      .encrypt(OLD.key);
    expect(await createCipher([OLD]).open(sealed, "c")).toBeUndefined();
  });
});

describe("a ring", () => {
  test.each([
    ["a key is not 32 bytes", [{ id: "k1", key: new Uint8Array(16) }]],
    ["two keys share an id", [OLD, { ...NEW, id: "k1" }]],
  ])("is not made when %s", (message, keys) => {
    expect(() => createKeyRing(keys)).toThrow(message);
  });

  test("seals nothing while it is empty", async () => {
    await expect(createCipher([]).seal("secret", "c")).rejects.toThrow("the ring is empty");
    expect(await createCipher([]).open(await sealNameless(OLD.key), "c")).toBeUndefined();
  });
});
