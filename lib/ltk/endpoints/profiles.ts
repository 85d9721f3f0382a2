import { z } from "zod";
import { err, ok, type Result } from "@/lib/core/result";
import { badShape, type LtkError } from "../errors";
import type { AccountQuery } from "../query";
import type { LtkEndpoint } from "./endpoint";
import { readRows, unread, WireId, WireText } from "./wire";

const NAME = "profiles";

/** A public profile; its id is what the posts feed asks for. */
export const LtkProfile = z.strictObject({
  id: z.string(),
  displayName: z.string().optional(),
  avatarUrl: z.string().optional(),
});
export type LtkProfile = z.infer<typeof LtkProfile>;

const Wire = z.looseObject({
  id: WireText,
  rs_account_id: WireId,
  display_name: WireText,
  avatar_url: WireText,
  full_name: unread("string"),
  instagram_name: unread("string"),
  blog_name: unread("string"),
  blog_url: unread("string"),
  bg_image_url: unread("string"),
  bio: unread("string"),
  searchable: unread("boolean"),
  created_at: unread("string"),
  has_activated_chat: unread("boolean"),
});

/**
 * `GET /api/pub/v2/profiles/?rs_account_id`: the public profiles of an account.
 *
 * Errors  `ltk_bad_shape`, also when a profile does not name the account that was asked for: another creator's posts must
 *         never be shown as hers.
 * Source  captured, docs/ltk.md#profiles.
 */
export const profiles: LtkEndpoint<AccountQuery, readonly LtkProfile[]> = {
  name: NAME,
  request: ({ accountId }) => ({
    path: "/api/pub/v2/profiles/",
    parameters: { rs_account_id: accountId },
  }),
  parse,
  body: z.looseObject({ profiles: z.array(Wire) }),
};

function parse(body: unknown, query: AccountQuery): Result<readonly LtkProfile[], LtkError> {
  const wire = readRows(NAME, body, { names: [NAME], row: Wire });
  if (!wire.ok) return wire;
  const found: LtkProfile[] = [];
  for (const [index, row] of wire.value.entries()) {
    if (row.id === undefined) return err(badShape(NAME, `${index}.id`));
    if (row.rs_account_id !== query.accountId) {
      return err(badShape(NAME, `${index}.rs_account_id`));
    }
    found.push({ id: row.id, displayName: row.display_name, avatarUrl: row.avatar_url });
  }
  return ok(found);
}
