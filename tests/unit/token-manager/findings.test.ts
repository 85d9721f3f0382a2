import { describe, expect, test } from "vitest";
import { AVA, aRow, codeOf, HOUR, MINUTE, requireOk, START, setUp } from "./doubles";

const DAY = 24 * HOUR;
const GRANTED = "v1.granted-refresh-token-1";

/** Two processes over one store; Ava's session was renewed, saved, and has settled. */
async function renewed() {
  const parts = setUp({ isKvShared: true });
  const other = parts.restart();
  await parts.manager.getValidToken(AVA);
  await parts.manager.whenSaved();
  await parts.clock.runUntil(START + 5 * MINUTE);
  /** A person edits the row, and both processes read the table, a second apart. */
  const edit = async (fields: Parameters<typeof aRow>[0]) => {
    parts.table.setRow({ ...parts.table.row(), ...fields });
    for (const manager of [parts.manager, other]) {
      manager.observe([{ ...parts.table.row(), readAt: parts.clock.now() }]);
      expect(codeOf(await manager.getValidToken(AVA))).toBe("ok");
      await parts.clock.runUntil(parts.clock.now() + 1_000);
    }
    await parts.clock.runUntil(parts.clock.now() + MINUTE);
  };
  return { ...parts, other, edit };
}

describe("what was found in a row", () => {
  test.each([
    ["blank", { refreshToken: undefined }],
    ["text", { refreshToken: "see the sheet" }],
    ["spent", { refreshToken: "v1.first-refresh-token-of-ava" }],
    ["another_row", { cellProblem: "foreign" as const, refreshToken: undefined }],
  ])("%s: repaired once, and told by every process for a day", async (problem, fields) => {
    const { manager, other, edit, table, clock, auth } = await renewed();
    const saves = table.counts.saveTokens;
    await edit(fields);
    expect(table.row().refreshToken).toBe(GRANTED);
    expect(table.counts.saveTokens).toBe(saves + 1);
    const found = [manager, other].map((each) => each.statusOf(AVA)?.rowProblem);
    expect(found).toEqual([problem, problem]);
    const mended = { cellProblem: undefined };
    await edit(mended);
    expect(other.statusOf(AVA)?.rowProblem).toBe(problem);
    await clock.advance(DAY);
    await edit(mended);
    expect(other.statusOf(AVA)?.rowProblem).toBeUndefined();
    expect(auth.live).toEqual(new Set(["v1.granted-refresh-token-2"]));
    expect(auth.families.revoked).toBe(false);
  });

  test("a cell that cannot be opened is left alone, and told, until there is something newer", async () => {
    const { manager, edit, table, clock } = await renewed();
    const saves = table.counts.saveTokens;
    await edit({ cellProblem: "unreadable", refreshToken: undefined });
    expect(manager.statusOf(AVA)?.rowProblem).toBe("unreadable");
    expect(table.counts.saveTokens).toBe(saves);
    await clock.runUntil(START + 10 * HOUR);
    expect(codeOf(await manager.getValidToken(AVA))).toBe("ok");
    await manager.whenSaved();
    expect(table.row().refreshToken).toBe("v1.granted-refresh-token-2");
  });

  test.each([
    ["raised", 9_999],
    ["lowered", 1],
  ])(
    "a version that was %s is put back, by each process at most once an hour",
    async (_, version) => {
      const { manager, other, edit, table, clock } = await renewed();
      const saves = table.counts.saveTokens;
      await edit({ tokenVersion: version });
      expect(table.row()).toMatchObject({ tokenVersion: 5, refreshToken: GRANTED });
      expect(other.statusOf(AVA)).toMatchObject({ rowProblem: "version", version: 5 });
      expect(other.statusOf(AVA)?.changedOutsideAt).toBeUndefined();
      for (let minute = 0; minute < 30; minute += 1) await edit({ tokenVersion: version });
      expect(table.row().tokenVersion).toBe(version);
      expect(table.counts.saveTokens - saves).toBeLessThanOrEqual(2);
      await clock.advance(HOUR);
      await edit({ tokenVersion: version });
      expect(table.row().tokenVersion).toBe(5);
      expect(requireOk(await manager.getValidToken(AVA)).version).toBe(5);
      expect(table.counts.saveTokens - saves).toBeLessThanOrEqual(4);
    },
  );
});

describe("new sessions in the row", () => {
  async function replacedAt(hours: readonly number[]) {
    const parts = await renewed();
    for (const [index, hour] of hours.entries()) {
      await parts.clock.runUntil(START + hour * HOUR);
      const refreshToken = `v1.renewed-by-a-stranger-${index}`;
      parts.auth.live.add(refreshToken);
      await parts.edit(aRow({ refreshToken, endsAt: parts.clock.now() + 10 * HOUR }));
    }
    return parts;
  }

  test("one or two are a person's work", async () => {
    const { other, auth, clock } = await replacedAt([1, 20]);
    expect(other.statusOf(AVA)).toMatchObject({
      changedOutsideAt: START + 20 * HOUR,
      isRenewedElsewhere: false,
      rowProblem: undefined,
    });
    await clock.advance(10 * HOUR);
    expect(codeOf(await other.getValidToken(AVA))).toBe("ok");
    expect(auth.sent.at(-1)).toBe("v1.renewed-by-a-stranger-1");
  });

  test("three within two days: another program renews this session, and both processes say so", async () => {
    const { manager, other, clock } = await replacedAt([1, 10, 40]);
    const told = () => [manager, other].map((each) => each.statusOf(AVA)?.isRenewedElsewhere);
    expect(told()).toEqual([true, true]);
    await clock.runUntil(START + 49 * HOUR + MINUTE);
    expect(told()).toEqual([false, false]);
  });

  test("three within a week are a person's work", async () => {
    const { other } = await replacedAt([1, 50, 100]);
    expect(other.statusOf(AVA)?.isRenewedElsewhere).toBe(false);
  });

  test("each counts once, however many processes see it", async () => {
    const { manager, other, edit } = await replacedAt([1]);
    await edit({});
    await edit({});
    for (const each of [manager, other]) {
      expect(each.statusOf(AVA)).toMatchObject({ changedOutsideAt: START + HOUR, version: 6 });
    }
  });
});
