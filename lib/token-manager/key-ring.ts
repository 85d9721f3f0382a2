import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from "jose";

/** A 32-byte key, and the name by which a sealed text says that it needs this one. */
export interface CipherKey {
  readonly id: string;
  readonly key: Uint8Array;
}

/** What was sealed, with its header, which anybody can read and nobody can change. */
export interface OpenedText {
  readonly text: string;
  readonly header: Readonly<Record<string, unknown>>;
  /** The key that opened it. */
  readonly keyId: string;
}

/** Several keys, of which the first seals and all open: a key is replaced without a moment in which nothing opens. */
export interface KeyRing {
  seal(text: string, header: Readonly<Record<string, string | number>>): Promise<string>;
  /** `undefined`: forged, cut, changed, or sealed with a key that is not in the ring; all the same to the reader. */
  open(sealed: string): Promise<OpenedText | undefined>;
}

const KEY_BYTES = 32;
const ALGORITHMS = { alg: "dir", enc: "A256GCM" } as const;

/** Makes a ring of JWE keys (compact form, A256GCM). An empty one opens nothing and must not be asked to seal. */
export function createKeyRing(keys: readonly CipherKey[]): KeyRing {
  const [first] = keys;
  if (keys.some(({ key }) => key.length !== KEY_BYTES)) throw new Error("a key is not 32 bytes");
  if (new Set(keys.map(({ id }) => id)).size < keys.length) throw new Error("two keys share an id");

  return {
    async seal(text, header) {
      if (first === undefined) throw new Error("the ring is empty");
      return new CompactEncrypt(new TextEncoder().encode(text))
        .setProtectedHeader({ ...header, kid: first.id, ...ALGORITHMS })
        .encrypt(first.key);
    },
    async open(sealed) {
      const keyId = keyIdOf(sealed);
      for (const key of keys) {
        // Texts from before there were rings name no key.
        if (keyId !== undefined && keyId !== key.id) continue;
        const opened = await openWith(key, sealed);
        if (opened !== undefined) return opened;
      }
      return undefined;
    },
  };
}

async function openWith({ id, key }: CipherKey, sealed: string): Promise<OpenedText | undefined> {
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(sealed, key, {
      keyManagementAlgorithms: [ALGORITHMS.alg],
      contentEncryptionAlgorithms: [ALGORITHMS.enc],
    });
    return { text: new TextDecoder().decode(plaintext), header: { ...protectedHeader }, keyId: id };
  } catch {
    return undefined;
  }
}

function keyIdOf(sealed: string): string | undefined {
  try {
    const { kid } = decodeProtectedHeader(sealed);
    return typeof kid === "string" ? kid : undefined;
  } catch {
    return undefined;
  }
}
