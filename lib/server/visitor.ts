import "server-only";
import { err, ok, type Result } from "@/lib/core/result";
import { type ApiError, apiError } from "./api-error";
import type { Session } from "./authorize";
import type { Container } from "./container";
import { findPerson } from "./people";
import { isTooOldFor } from "./session-cookie";

/** Who sends a request. `removed`: her cookie is good, and she may not sign in any more. */
export type Visitor =
  | { readonly kind: "signed_in"; readonly session: Session }
  | { readonly kind: "signed_out" | "removed" | "unavailable" };

/** Tells who a cookie stands for today: the cookie says her address alone, role and scope are looked up at each request. */
export async function readVisitor(
  container: Container,
  cookieHeader: string | null,
): Promise<Visitor> {
  const claims = await container.sessions.read(cookieHeader);
  if (claims === null) return { kind: "signed_out" };
  const found = await findPerson(container, claims.email);
  if (found.kind === "unavailable") return { kind: "unavailable" };
  if (found.kind !== "found") return { kind: "removed" };
  const { email, name, role, slugs } = found.person;
  if (isTooOldFor(role, claims, container.now())) return { kind: "signed_out" };
  const scope = role === "admin" ? "all" : slugs;
  return {
    kind: "signed_in",
    session: { email, name, role, scope, isReadOnly: found.isStale },
  };
}

/** The signed-in person of an API request, or what it is answered with. */
export async function requireVisitor(
  container: Container,
  request: Request,
): Promise<Result<Session, ApiError>> {
  const visitor = await readVisitor(container, request.headers.get("cookie"));
  switch (visitor.kind) {
    case "signed_in":
      return ok(visitor.session);
    case "signed_out":
      return err(apiError("signed_out", "Sign in first."));
    case "removed":
      return err(apiError("signed_out", "Your access was removed."));
    case "unavailable":
      return err(
        apiError(
          "airtable_unavailable",
          "The people's table does not answer; try again in a minute.",
        ),
      );
  }
}
