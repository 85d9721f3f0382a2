import { z } from "zod";
import { toMilli } from "@/lib/core/money";
import { err, ok, type Result } from "@/lib/core/result";
import { badShape, type LtkError } from "../errors";
import type { LtkAccount } from "../query";
import type { LtkEndpoint } from "./endpoint";
import { readBody, WireInstant, WireMoney, WireText } from "./wire";

const NAME = "commissions_summary";

const Amount = z.int().transform(toMilli).optional();

/** What is open, due and paid at one moment, in thousandths. Absent: not sent. */
export const CommissionsSummary = z.strictObject({
  /** Earned, and not yet closed by the retailers. */
  open: Amount,
  /** Closed, and waiting for the next payout. */
  due: Amount,
  paidLifetime: Amount,
  totalLifetime: Amount,
  currency: z.string().optional(),
  updatedAt: z.iso.datetime().optional(),
});
export type CommissionsSummary = z.infer<typeof CommissionsSummary>;

const Wire = z.looseObject({
  open_earnings: WireMoney,
  payment_due: WireMoney,
  lifetime_paid: WireMoney,
  lifetime_open_closed: WireMoney,
  currency: WireText,
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
export const commissionsSummary: LtkEndpoint<LtkAccount, CommissionsSummary> = {
  name: NAME,
  request: ({ currency }) => ({
    path: "/api/creator-analytics/v1/commissions_summary",
    parameters: { currency },
  }),
  parse,
  body: z.looseObject({ commissions_summary: Wire }),
};

function parse(body: unknown): Result<CommissionsSummary, LtkError> {
  const wire = readBody(NAME, body, { names: [NAME], schema: Wire });
  if (!wire.ok) return wire;
  const balances = {
    open: wire.value.open_earnings,
    due: wire.value.payment_due,
    paidLifetime: wire.value.lifetime_paid,
    totalLifetime: wire.value.lifetime_open_closed,
  };
  if (Object.values(balances).every((balance) => balance === undefined)) {
    return err(badShape(NAME, `${NAME} (none of the known balances)`));
  }
  return ok({ ...balances, currency: wire.value.currency, updatedAt: wire.value.updated_at });
}
