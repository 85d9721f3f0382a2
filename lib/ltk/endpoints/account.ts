import { z } from "zod";
import { err, ok, type Result } from "@/lib/core/result";
import { badShape, type LtkError } from "../errors";
import type { AccountQuery } from "../query";
import type { LtkEndpoint } from "./endpoint";
import { readBody, unread, WireId, WireText } from "./wire";

const NAME = "account";

/** An account. LTK sends addresses and payment details too; they are not kept. */
export const LtkAccountDetails = z.strictObject({
  id: z.string(),
  /** The publisher id of its owner. */
  ownerId: z.string().optional(),
  /** What its money is shown in at LTK. */
  displayCurrency: z.string().optional(),
  preferredProfileId: z.string().optional(),
});
export type LtkAccountDetails = z.infer<typeof LtkAccountDetails>;

const Wire = z.looseObject({
  id: WireId,
  owner_id: WireId,
  display_currency: WireText,
  collabs: z.looseObject({ preferred_profile_id: WireText }).nullish(),
  company: unread("object"),
  publishing_platforms: unread("array"),
  content_types: unread("array"),
  regions_of_influence: unread("array"),
  is_international: unread("boolean"),
  approved_at: unread("string"),
  address: unread("object"),
  payment: unread("object"),
});

/**
 * `GET /api/creator-account-service/v1/accounts/{account_id}`: an account's owner and currency.
 *
 * Errors  `ltk_bad_shape`, also when LTK answers with another account than was asked for.
 * Source  captured, docs/ltk.md#account.
 */
export const account: LtkEndpoint<AccountQuery, LtkAccountDetails> = {
  name: NAME,
  request: ({ accountId }) => ({
    path: `/api/creator-account-service/v1/accounts/${encodeURIComponent(accountId)}`,
    parameters: {},
  }),
  parse,
  body: z.looseObject({ account: Wire }),
};

function parse(body: unknown, query: AccountQuery): Result<LtkAccountDetails, LtkError> {
  const wire = readBody(NAME, body, { names: [NAME], schema: Wire });
  if (!wire.ok) return wire;
  if (wire.value.id !== query.accountId) return err(badShape(NAME, "account.id"));
  return ok({
    id: wire.value.id,
    ownerId: wire.value.owner_id,
    displayCurrency: wire.value.display_currency,
    preferredProfileId: wire.value.collabs?.preferred_profile_id,
  });
}
