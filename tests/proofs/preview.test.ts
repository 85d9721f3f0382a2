import { expect, test } from "vitest";
import { createSetting, type Setting, TOKENS_ENDED_MS } from "./setting";

/*
 * A preview deployment on production's base and production's store (rule R9): TOKEN_REFRESH=off is all that differs.
 */

const SLUG = "ava-lane";

test("a preview beside production spends nothing and writes nothing; it serves tokens while they last, and then says so", async () => {
  const setting = await createSetting({ workers: 1 });
  const { sandbox } = setting;
  setting.restrictTo([SLUG, "bea-ortiz"]);
  const [production] = setting.workers;
  if (production === undefined) throw new Error("no production");
  await setting.advance(TOKENS_ENDED_MS);
  await setting.passing(production.refresh());
  const [newest] = await production.get(SLUG);
  expect(newest).toMatchObject({ ok: true, version: 1 });
  const session = await sandbox.logIn("bea-ortiz");
  // Edits that production would put right.
  sandbox.setRow(SLUG, { Token_Version: 9999 });
  sandbox.setRow("bea-ortiz", { Refresh_Token: null });
  const before = await stateOf(setting);
  const grantsBefore = sandbox.calls().auth.token;

  const preview = await setting.start({ TOKEN_REFRESH: "off" });
  expect(await preview.observe()).toBe(true);
  expect(await preview.get(SLUG, 5)).toEqual(Array(5).fill(newest));
  expect(await preview.reject(SLUG)).toMatchObject({ ok: false, code: "token_refresh_off" });
  expect(await preview.refresh()).toMatchObject({ results: { [SLUG]: { status: "fresh" } } });
  expect(await preview.connect("bea-ortiz", JSON.stringify(session))).toContain(
    '"code":"token_refresh_off"',
  );
  await preview.saved();
  expect(await stateOf(setting), "while tokens last").toEqual(before);

  await setting.advance(TOKENS_ENDED_MS);
  expect(await preview.get(SLUG)).toMatchObject([{ ok: false, code: "token_refresh_off" }]);
  const ended = { status: "skipped", code: "token_refresh_off" };
  expect((await setting.passing(preview.refresh())).results).toMatchObject({ [SLUG]: ended });
  await preview.saved();
  expect(await stateOf(setting), "once they have ended").toEqual(before);
  expect(sandbox.calls().auth.token).toBe(grantsBefore);

  const [renewed] = await production.get(SLUG);
  expect(renewed).toMatchObject({ ok: true, version: 2 });
  await setting.settle();
  await setting.advance(60_000);
  expect(await preview.observe()).toBe(true);
  expect(await preview.get(SLUG), "what production renewed").toEqual([renewed]);
  expect(await setting.truth(SLUG)).toEqual({ grants: 2, reuseEvents: 0, isKept: true });
});

/** The table as it stands, and all that the token manager keeps in the shared store. */
async function stateOf({ sandbox }: Setting) {
  const rows = sandbox.creators.map(({ slug }) => sandbox.row(slug));
  const keys = [await sandbox.kv(["KEYS", "token-*"])].flat().map(String).sort();
  expect(keys.some((key) => key.startsWith("token-journal/"))).toBe(true);
  const values = await Promise.all(keys.map((key) => sandbox.kv(["GET", key])));
  return { rows, stored: keys.map((key, index) => [key, values[index]]) };
}
