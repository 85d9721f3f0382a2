import { judge, type Session } from "./session";

/** What a refresh is wanted for. `rejected`: LTK refused this access token, so only another one will do. */
export type Demand =
  | { readonly kind: "now" }
  | { readonly kind: "background"; readonly marginMs: number | undefined }
  | { readonly kind: "rejected"; readonly accessToken: string };

/** True when a session is what was asked for. */
export function isAnswered(demand: Demand, session: Session, now: number): boolean {
  const marginMs = demand.kind === "background" ? demand.marginMs : undefined;
  const { action } = judge(session.tokens, now, marginMs);
  switch (demand.kind) {
    case "now":
      return action !== "refresh_now";
    case "background":
      return action === "use";
    case "rejected":
      return action !== "refresh_now" && session.tokens.accessToken !== demand.accessToken;
  }
}
