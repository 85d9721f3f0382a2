import { expect, test } from "vitest";
import { AVA, aRow, codeOf, HOUR, START, setUp } from "./doubles";

const LASTING = { endsAt: START + 5 * HOUR };

test.each([
  ["a refresh token", {}, true],
  ["a dead one", { status: "needs_reauth" as const }, true],
  ["none", { refreshToken: undefined }, false],
  ["text that is none", { refreshToken: "see the sheet" }, false],
])("a row with %s: hasSession is %s", async (_, fields, hasSession) => {
  const row = { ...aRow(LASTING), ...fields };
  const { manager } = setUp({ rows: [row] });
  manager.observe([row]);
  await manager.getValidToken(AVA);
  expect(manager.statusOf(AVA)?.hasSession).toBe(hasSession);
});

test("a session of ours is there whatever stands in the row", async () => {
  const { manager, clock, landed } = setUp({ rows: [aRow()] });
  expect(codeOf(await manager.getValidToken(AVA))).toBe("ok");
  await landed();
  await clock.advance(HOUR);
  manager.observe([{ ...aRow(), refreshToken: undefined, readAt: clock.now() }]);
  await manager.getValidToken(AVA);
  expect(manager.statusOf(AVA)).toMatchObject({ hasSession: true, rowProblem: "blank" });
});
