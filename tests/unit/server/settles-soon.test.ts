import { expect, test } from "vitest";
import { settlesSoon } from "@/lib/server/settles-soon";

const never = new Promise<never>(() => {});
const slept: number[] = [];
const sleep = async (ms: number) => {
  slept.push(ms);
};

test("what is there, or has failed already, has settled", async () => {
  const failed = Promise.reject(new Error("down"));
  expect(await settlesSoon([Promise.resolve(1), failed], () => never)).toBe(true);
  await expect(failed).rejects.toThrow("down");
});

test("for the rest nobody waits longer than a moment", async () => {
  expect(await settlesSoon([Promise.resolve(1), never], sleep)).toBe(false);
  expect(slept).toEqual([100]);
});
