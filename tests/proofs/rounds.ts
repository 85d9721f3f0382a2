/** How often a proof is repeated: briefly among the other tests, at length under `npm run prove`. */
export function rounds(short: number, full: number): number {
  return process.env["PROVE"] === "full" ? full : short;
}
