import "server-only";
import type { Slug } from "@/lib/core/brand";
import type { Role } from "@/lib/core/role";
import type { Container } from "./container";

/** What is known of an e-mail address. */
export type PersonFound =
  | {
      readonly kind: "found";
      readonly person: {
        readonly email: string;
        readonly name: string;
        readonly role: Role;
        readonly slugs: readonly Slug[];
      };
      readonly isStale: boolean;
    }
  | { readonly kind: "none" | "inactive" | "unavailable" };

/** Finds who may sign in under an address. */
export async function findPerson({ env }: Container, email: string): Promise<PersonFound> {
  if (!env.ADMIN_EMAILS.includes(email)) return { kind: "none" };
  return {
    kind: "found",
    person: { email, name: email, role: "admin", slugs: [] },
    isStale: false,
  };
}
