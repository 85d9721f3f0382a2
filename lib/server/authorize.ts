import "server-only";
import type { Session } from "./session";

/** What a person may want to do. */
export type Action = "creators.list" | "creator.read";

/** The one question before every route, page and action: may this person do this? Today everybody who can sign in is an admin. */
export function authorize(session: Session, action: Action): boolean {
  switch (session.role) {
    case "admin":
      return action === "creators.list" || action === "creator.read";
  }
}
