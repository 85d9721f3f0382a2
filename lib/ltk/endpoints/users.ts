import { z } from "zod";
import { err, ok, type Result } from "@/lib/core/result";
import { badShape, type LtkError } from "../errors";
import type { AccountQuery } from "../query";
import type { LtkEndpoint } from "./endpoint";
import { type LtkUser, WireUser } from "./user";
import { readRows } from "./wire";

const NAME = "users";

/**
 * `GET /api/creator-account-service/v1/accounts/{account_id}/users`: all users of an account; their ids together are what
 * `publisher_ids` must name for totals to be whole.
 *
 * Errors  `ltk_bad_shape`, also when a user of another account is among them.
 * Source  captured, docs/ltk.md#users.
 */
export const users: LtkEndpoint<AccountQuery, readonly LtkUser[]> = {
  name: NAME,
  request: ({ accountId }) => ({
    path: `/api/creator-account-service/v1/accounts/${encodeURIComponent(accountId)}/users`,
    parameters: {},
  }),
  parse,
  body: z.looseObject({ users: z.array(WireUser) }),
};

function parse(body: unknown, query: AccountQuery): Result<readonly LtkUser[], LtkError> {
  const wire = readRows(NAME, body, { names: [NAME], row: WireUser });
  if (!wire.ok) return wire;
  const found: LtkUser[] = [];
  for (const [index, { id, account_id, name }] of wire.value.entries()) {
    if (id === undefined) return err(badShape(NAME, `${index}.id`));
    if (account_id !== undefined && account_id !== query.accountId) {
      return err(badShape(NAME, `${index}.account_id`));
    }
    found.push({ id, accountId: account_id, name });
  }
  return ok(found);
}
