/** What every address under `/api/ltk/[creator]` asks for. */
type Asked = Readonly<Record<"range" | "compare" | "interval", string>>;

/** Writes a query string with every parameter, in one order, so that equal queries are equal keys. */
export function toSearch({ range, compare, interval }: Asked): string {
  return new URLSearchParams({ range, compare, interval }).toString();
}
