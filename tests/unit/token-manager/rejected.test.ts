import { describe, expect, test } from "vitest";
import { AVA, aRow, codeOf, HOUR, MINUTE, requireOk, START, setUp } from "./doubles";

const lasting = () => setUp({ rows: [aRow({ endsAt: START + 5 * HOUR, status: "active" })] });

describe("replaceRejected", () => {
  test("forces one grant, for however many callers", async () => {
    const { manager, auth, landed } = lasting();
    const rejected = requireOk(await manager.getValidToken(AVA));
    const results = await Promise.all(
      Array.from({ length: 50 }, () => manager.replaceRejected(AVA, rejected)),
    );
    const late = await manager.replaceRejected(AVA, rejected);
    await landed();
    const tokens = [...results, late].map((result) => requireOk(result).accessToken);
    expect(new Set(tokens).size).toBe(1);
    expect(tokens[0]).not.toBe(rejected.accessToken);
    expect(auth.sent).toHaveLength(1);
  });

  test("a new token that is refused too ends in ltk_forbidden for an hour, and never in needs_reauth", async () => {
    const { manager, auth, clock, table, landed } = lasting();
    const first = requireOk(await manager.getValidToken(AVA));
    const second = requireOk(await manager.replaceRejected(AVA, first));
    expect(codeOf(await manager.replaceRejected(AVA, second))).toBe("ltk_forbidden");
    await clock.advance(59 * MINUTE);
    expect(codeOf(await manager.getValidToken(AVA))).toBe("ok");
    expect(codeOf(await manager.replaceRejected(AVA, second))).toBe("ltk_forbidden");
    expect(auth.sent).toHaveLength(1);
    expect(table.counts.saveStatus).toBe(0);
    await clock.advance(MINUTE);
    expect(codeOf(await manager.replaceRejected(AVA, second))).toBe("ok");
    await landed();
    expect(auth.sent).toHaveLength(2);
  });

  test("a newer token in the row is offered before anything is spent", async () => {
    const { manager, auth, clock, table } = lasting();
    const rejected = requireOk(await manager.getValidToken(AVA));
    await clock.advance(MINUTE);
    table.setRow(aRow({ endsAt: START + 9 * HOUR, refreshToken: "v1.renewed-by-a-sibling" }));
    expect(requireOk(await manager.replaceRejected(AVA, rejected)).expiresAt).toBe(
      START + 9 * HOUR,
    );
    expect(auth.sent).toEqual([]);
  });

  test("a deployment that must not grant says so", async () => {
    const { manager, auth } = setUp({ rows: [aRow({ endsAt: START + HOUR })], canGrant: false });
    const rejected = requireOk(await manager.getValidToken(AVA));
    expect(codeOf(await manager.replaceRejected(AVA, rejected))).toBe("token_refresh_off");
    expect(auth.sent).toEqual([]);
  });

  test("a rejection during a background refresh waits for that one grant", async () => {
    const { manager, auth, landed } = setUp({ rows: [aRow({ endsAt: START + 10 * MINUTE })] });
    const release = auth.hold();
    const rejected = requireOk(await manager.getValidToken(AVA));
    const replaced = manager.replaceRejected(AVA, rejected);
    release();
    expect(requireOk(await replaced).accessToken).not.toBe(rejected.accessToken);
    await landed();
    expect(auth.sent).toHaveLength(1);
  });
});
