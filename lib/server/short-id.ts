import "server-only";

/** The end of an id, which is all that pages and messages show of it: "••45". */
export function shortId(id: string): string {
  return `••${id.slice(-2)}`;
}
