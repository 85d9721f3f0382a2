import "server-only";
import { createEmailHash } from "./crypto";
import type { Env } from "./env";
import type { KnownPerson } from "./people-rules";

const HASH_LENGTH = 12;

/**
 * Makes what names a person in addresses and forms: her record's id, or for those of `ADMIN_EMAILS`, who have none, a text
 * that nobody can turn back into an address.
 */
export function createPersonKeys({
  SESSION_SECRET,
}: Pick<Env, "SESSION_SECRET">): (person: Pick<KnownPerson, "email" | "recordId">) => string {
  const hash = createEmailHash(SESSION_SECRET);
  return ({ email, recordId }) => recordId ?? `admin-${hash(email).slice(0, HASH_LENGTH)}`;
}
