import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { deriveKey } from "./crypto";

/** The hidden field that carries the token; `components/layout/csrf-field.tsx` writes it. */
const CSRF_FIELD = "csrf";

/**
 * Proves that a form was on a page of ours that this very session was shown. Second to `isSameSite`: it holds also where a
 * browser or a proxy sends those headers wrongly.
 */
export interface Csrf {
  /** The field's value for a session. `binding` is what names it and stays the same when its cookie is renewed. */
  token(binding: string): string;
  /** True when a form carries the token of this session. */
  isProven(binding: string, form: ReadonlyMap<string, string>): boolean;
}

/** Makes and checks tokens under a key of their own. */
export function createCsrf(secret: string): Csrf {
  const key = deriveKey(secret, "csrf");
  const digest = (binding: string) => createHmac("sha256", key).update(binding).digest();
  return {
    token: (binding) => digest(binding).toString("base64url"),
    isProven(binding, form) {
      const given = Buffer.from(form.get(CSRF_FIELD) ?? "", "base64url");
      const expected = digest(binding);
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
