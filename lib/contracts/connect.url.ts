export type { ConnectAnswer } from "./connect";

/**
 * Address that takes over a creator's LTK session by `POST` with JSON: what was copied out of LTK's web app, as it was
 * copied, or `{ "offered": true }` for a session that was pasted for another creator and turned out to be hers.
 */
export function connectUrl(slug: string): string {
  return `/api/ltk/${slug}/connect`;
}
