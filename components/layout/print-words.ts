import { formatPeriod } from "@/lib/analytics/format";

/** A period as paper says it: always with its year, because paper is read later, and with the zone of its days. */
export function printedPeriod(
  period: { readonly from: string; readonly to: string },
  timezone: string,
): string {
  const words = formatPeriod(period);
  const year = period.to.slice(0, 4);
  return `${words.endsWith(year) ? words : `${words} ${year}`}, ${timezone} days`;
}
