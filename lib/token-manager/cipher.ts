import { CompactEncrypt, compactDecrypt } from "jose";

/** Encrypts texts that hold tokens. What is sealed for one context cannot be opened in another. */
export interface Cipher {
  seal(text: string, context: string): Promise<string>;
  /** `undefined`: not sealed by us, sealed for another context, or changed since. */
  open(sealed: string, context: string): Promise<string | undefined>;
}

const ALGORITHMS = { alg: "dir", enc: "A256GCM" } as const;

/** Makes a cipher (JWE, A256GCM) of a 32-byte key. The context is authenticated as part of the protected header. */
export function createCipher(key: Uint8Array): Cipher {
  return {
    seal: (text, context) =>
      new CompactEncrypt(new TextEncoder().encode(text))
        .setProtectedHeader({ ...ALGORITHMS, ctx: context })
        .encrypt(key),
    async open(sealed, context) {
      try {
        const { plaintext, protectedHeader } = await compactDecrypt(sealed, key, {
          keyManagementAlgorithms: [ALGORITHMS.alg],
          contentEncryptionAlgorithms: [ALGORITHMS.enc],
        });
        return protectedHeader["ctx"] === context ? new TextDecoder().decode(plaintext) : undefined;
      } catch {
        // Forged, cut or sealed with another key: all the same to the reader.
        return undefined;
      }
    },
  };
}
