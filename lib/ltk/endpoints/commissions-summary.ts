import { z } from "zod";
import { toMilli } from "@/lib/core/money";
import { err, ok, type Result } from "@/lib/core/result";
import { badShape, type LtkError } from "../errors";
import { pathOf, unwrap, WireInstant, WireMoney } from "./wire";

/** Path of an account's balances on the gateway. */
export const COMMISSIONS_SUMMARY_PATH = "/api/creator-analytics/v1/commissions_summary";
const ENDPOINT = "commissions_summary";

const Amount = z.int().transform(toMilli).optional();

/** What is open, due and paid at one moment, in thousandths. Absent: not sent. */
export const CommissionsSummary = z.strictObject({
  /** Earned, and not yet closed by the retailers. */
  open: Amount,
  /** Closed, and waiting for the next payout. */
  due: Amount,
  paidLifetime: Amount,
  totalLifetime: Amount,
  updatedAt: z.iso.datetime().optional(),
});
export type CommissionsSummary = z.infer<typeof CommissionsSummary>;

const Wire = z.looseObject({
  open_earnings: WireMoney,
  payment_due: WireMoney,
  lifetime_paid: WireMoney,
  lifetime_open_closed: WireMoney,
  updated_at: WireInstant,
});

/**
 * `GET /api/creator-analytics/v1/commissions_summary`: an account's balances now. They have no window, and are never a
 * period's earnings.
 *
 * Units   money in major units with 2 decimals, kept as thousandths.
 * Errors  `ltk_bad_shape`, naming the path and never a value.
 * Source  captured, docs/ltk.md#commissions_summary.
 */
export function parseCommissionsSummary(body: unknown): Result<CommissionsSummary, LtkError> {
  const inner = unwrap(body, ENDPOINT);
  if (inner === undefined) return err(badShape(ENDPOINT, "(root)"));
  const parsed = Wire.safeParse(inner);
  if (!parsed.success) return err(badShape(ENDPOINT, pathOf(parsed.error, ENDPOINT)));
  const { open_earnings, payment_due, lifetime_paid, lifetime_open_closed } = parsed.data;
  if (open_earnings === undefined && payment_due === undefined && lifetime_paid === undefined) {
    return err(badShape(ENDPOINT, `${ENDPOINT} (none of the known balances)`));
  }
  return ok({
    open: open_earnings,
    due: payment_due,
    paidLifetime: lifetime_paid,
    totalLifetime: lifetime_open_closed,
    updatedAt: parsed.data.updated_at,
  });
}
