import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { readProjectFile } from "../helpers/source-files";

const Vercel = z.object({
  crons: z.array(z.strictObject({ path: z.string(), schedule: z.string() })),
});

const { crons } = Vercel.parse(JSON.parse(readProjectFile("vercel.json")));

test("vercel.json holds exactly the two specified crons", () => {
  expect(crons).toEqual([
    { path: "/api/cron/refresh-tokens", schedule: "*/45 * * * *" },
    { path: "/api/cron/sync-analytics", schedule: "0 */4 * * *" },
  ]);
});

test.each(crons)("$path has a route that may run for 300 s", ({ path }) => {
  const file = `app${path}/route.ts`;
  expect(existsSync(file)).toBe(true);
  expect(readProjectFile(file)).toContain("export const maxDuration = 300;");
});
