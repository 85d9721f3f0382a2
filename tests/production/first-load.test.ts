import { expect, test } from "vitest";
import { startBuiltApp } from "../helpers/built-app";
import { firstLoadGzipBytes } from "../helpers/first-load";
import { sessionCookie } from "../helpers/sign-in";

/** An empty page of this stack weighs 133 to 135 kB. */
const BUDGET_BYTES = 150_000;

const { app } = await startBuiltApp();

test.each(["/", "/creator/ava-lane", "/settings"])(
  "%s loads at most 150 kB of script at first",
  async (path) => {
    const bytes = await firstLoadGzipBytes(app.url, path, await sessionCookie());
    // Far below the framework itself, the scripts were not found.
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThanOrEqual(BUDGET_BYTES);
  },
);
