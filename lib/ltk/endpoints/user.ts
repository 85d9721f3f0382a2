import { z } from "zod";
import { err, ok, type Result } from "@/lib/core/result";
import { badShape, type LtkError } from "../errors";
import type { UserQuery } from "../query";
import type { LtkEndpoint } from "./endpoint";
import { readBody, unread, WireId, WireText } from "./wire";

const NAME = "user";

/** A portal user. LTK sends addresses, mail and telephone too; they are not kept. */
export const LtkUser = z.strictObject({
  /** Her publisher id. */
  id: z.string(),
  accountId: z.string().optional(),
  name: z.string().optional(),
});
export type LtkUser = z.infer<typeof LtkUser>;

/** A user on the wire, here and in the list of an account's users. */
export const WireUser = z.looseObject({
  id: WireId,
  account_id: WireId,
  name: WireText,
  email: unread("string"),
  role: unread("string"),
  status: unread("number"),
  is_owner: unread("boolean"),
  enabled: unread("boolean"),
  is_blacklisted: unread("boolean"),
  locale: unread("string"),
  shortlink: unread("string"),
  phone_number: unread("string"),
  opt_into_sms: unread("boolean"),
  needs_accept_terms: unread("boolean"),
  created_at: unread("string"),
  updated_at: unread("string"),
  address: unread("object"),
  contact: unread("object"),
});

/**
 * `GET /api/creator-account-service/v1/users/{publisher_id}`: whose account a publisher id belongs to.
 *
 * Errors  `ltk_bad_shape`, also when LTK answers with another user than was asked for.
 * Source  captured, docs/ltk.md#user.
 */
export const user: LtkEndpoint<UserQuery, LtkUser> = {
  name: NAME,
  request: ({ publisherId }) => ({
    path: `/api/creator-account-service/v1/users/${encodeURIComponent(publisherId)}`,
    parameters: {},
  }),
  parse,
  body: z.looseObject({ user: WireUser }),
};

function parse(body: unknown, query: UserQuery): Result<LtkUser, LtkError> {
  const wire = readBody(NAME, body, { names: [NAME], schema: WireUser });
  if (!wire.ok) return wire;
  if (wire.value.id !== query.publisherId) return err(badShape(NAME, "user.id"));
  return ok({ id: wire.value.id, accountId: wire.value.account_id, name: wire.value.name });
}
