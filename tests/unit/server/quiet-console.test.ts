import { expect, test } from "vitest";
import { quietConsole } from "@/lib/server/quiet-console";

function setUp() {
  const lines: unknown[][] = [];
  const target = {
    error: (...args: readonly unknown[]) => void lines.push(["error", ...args]),
    warn: (...args: readonly unknown[]) => void lines.push(["warn", ...args]),
  };
  quietConsole(target);
  return { lines, target };
}

test.each(["error", "warn"] as const)(
  "%s prints an error by its kind and frames alone",
  (method) => {
    const { lines, target } = setUp();
    target[method](" ⨯", new TypeError("invented-secret", { cause: "invented-secret" }));
    expect(lines).toEqual([
      [method, " ⨯", expect.stringMatching(/^TypeError at .*quiet-console\.test\.ts/)],
    ]);
    expect(JSON.stringify(lines)).not.toContain("invented-secret");
  },
);

test("texts lose what looks like a secret, and objects are not printed", () => {
  const { lines, target } = setUp();
  target.error("failed for ava@studio.example", { token: "invented-secret" }, 7, undefined);
  expect(lines).toEqual([["error", "failed for [e-mail]", "[object]", 7, undefined]]);
});
