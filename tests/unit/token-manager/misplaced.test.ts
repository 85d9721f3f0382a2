import { expect, test } from "vitest";
import { createMemoryKv } from "@/lib/kv/memory";
import { createCipher } from "@/lib/token-manager/cipher";
import { createOffers } from "@/lib/token-manager/offers";
import { AVA, aRow, codeOf, requireOk, START, setUp, slugOf } from "./doubles";

const BEA = slugOf("bea-ortiz");
const OF_BEA = { "http://shopltk.com/profile": { publisher_id: 100_002 } };

/** Bea's refresh token stands in Ava's row, beside tokens that name Ava. */
function typedIntoTheWrongRow() {
  const bea = aRow({
    recordId: "recBea",
    slug: BEA,
    publisherIds: ["100002"],
    refreshToken: undefined,
    endsAt: START - 1,
  });
  const offers = createOffers({
    stores: [createMemoryKv({ now: () => START })],
    cipher: createCipher(new Uint8Array(32)),
  });
  const parts = setUp({ rows: [aRow(), bea], offers, isKvShared: true });
  parts.auth.setClaims(OF_BEA);
  return { ...parts, offers };
}

test("a session that proves to be another creator's is kept for her and never used for this one", async () => {
  const { manager, offers, auth, table, landed } = typedIntoTheWrongRow();
  expect(codeOf(await manager.getValidToken(AVA))).toBe("needs_reauth");
  await manager.whenSaved();
  await landed();
  expect(await offers.find(["100002"])).toMatchObject({
    refreshToken: "v1.granted-refresh-token-1",
  });
  expect(table.statuses[0]).toContain("another creator's");
  expect(manager.statusOf(AVA)).toMatchObject({ isDead: true, isOfOther: true });
  expect(codeOf(await manager.getValidToken(AVA))).toBe("needs_reauth");
  expect(auth.sent).toHaveLength(1);
  expect(table.row().refreshToken).not.toBe("v1.granted-refresh-token-1");
});

test("its owner takes it over with one click, and the family lives on", async () => {
  const { manager, auth } = typedIntoTheWrongRow();
  await manager.getValidToken(AVA);
  expect(codeOf(await manager.connectOffered(BEA))).toBe("ok");
  expect(requireOk(await manager.getValidToken(BEA)).accessToken).toBeDefined();
  expect(auth.sent).toEqual(["v1.first-refresh-token-of-ava", "v1.granted-refresh-token-1"]);
  expect(auth.families.revoked).toBe(false);
});

test("tokens that name a publisher of no row are hers: a row may name some of an account's publishers only", async () => {
  const { manager, auth, table } = setUp({ isKvShared: true });
  auth.setClaims({ "http://shopltk.com/profile": { publisher_id: 100_777 } });
  expect(codeOf(await manager.getValidToken(AVA))).toBe("ok");
  await manager.whenSaved();
  expect(table.row().refreshToken).toBe("v1.granted-refresh-token-1");
});
