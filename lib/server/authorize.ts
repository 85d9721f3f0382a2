import "server-only";
import type { Session } from "./session";

/** What a person may want to do. */
export type Action =
  | "creators.list"
  | "creator.read"
  | "creator.connect"
  | "creator.sync"
  | "settings.read"
  | "tokens.encrypt"
  | "health.details";

/** Who may do what; a new action is nobody's until it stands here. */
const ALLOWED: Readonly<Record<Session["role"], readonly Action[]>> = {
  admin: [
    "creators.list",
    "creator.read",
    "creator.connect",
    "creator.sync",
    "settings.read",
    "tokens.encrypt",
    "health.details",
  ],
};

/** The one question before every route, page and action: may this person do this? Today everybody who can sign in is an admin. */
export function authorize(session: Session, action: Action): boolean {
  return ALLOWED[session.role].includes(action);
}
