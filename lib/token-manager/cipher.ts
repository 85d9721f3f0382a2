import { type CipherKey, createKeyRing } from "./key-ring";

export type { CipherKey } from "./key-ring";

/** Encrypts texts that hold tokens. What is sealed for one context cannot be opened in another. */
export interface Cipher {
  seal(text: string, context: string): Promise<string>;
  /** `undefined`: not sealed by us, sealed for another context, or changed since. */
  open(sealed: string, context: string): Promise<string | undefined>;
}

/** Makes a cipher of one 32-byte key, or of several: the first seals, all open. The context is authenticated. */
export function createCipher(keys: readonly CipherKey[] | Uint8Array): Cipher {
  const ring = createKeyRing(keys instanceof Uint8Array ? [{ id: "only", key: keys }] : keys);
  return {
    seal: (text, context) => ring.seal(text, { ctx: context }),
    async open(sealed, context) {
      const opened = await ring.open(sealed);
      return opened?.header["ctx"] === context ? opened.text : undefined;
    },
  };
}
