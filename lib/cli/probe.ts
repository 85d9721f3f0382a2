import { parseArgs } from "node:util";
import { addDays } from "@/lib/core/time";
import type { EndpointReport } from "@/lib/ltk/probe";
import { createContainer } from "@/lib/server/container";
import { findCreator } from "@/lib/server/creator-context";
import { requireEnv } from "./cli-env";

const USAGE = "Say whose endpoints to ask: npm run probe -- --creator SLUG\n";
const DAYS = 7;

const LEGEND = `Each endpoint was asked once. Names and types only, never a value:
  "  " as expected   "+ " not known to us   "- " known and not sent   "~ " of another type
`;

/**
 * Asks each of LTK's endpoints once with the creator's stored token and prints what the answers are made of, beside what
 * docs/ltk.md expects. It never renews a session. Exit code 0 when our readers take every answer.
 */
async function main(): Promise<number> {
  const slug = readSlug();
  if (slug === undefined) return fail(USAGE);
  const env = requireEnv();
  if (env === undefined) return 1;
  const container = createContainer({ ...env, canRefreshTokens: false });
  const creator = await findCreator(container, slug);
  if (!creator.ok) {
    const table = await container.snapshot.read();
    const known = table.ok ? table.value.creators.flatMap((row) => row.slug ?? []) : [];
    const hint = creator.error.code === "not_found" ? ` Known: ${known.join(", ")}.` : "";
    return fail(`${creator.error.message}${hint}\n`);
  }
  const { today } = creator.value;
  const window = { from: addDays(today, -DAYS), to: addDays(today, -1) };
  const reports = await container.probe({ ...creator.value, ...window });
  if (!reports.ok) {
    return fail(
      `${reports.error.message} The probe never renews a session: once the dashboard has, try again.\n`,
    );
  }
  process.stdout.write(`${LEGEND}${reports.value.map(describe).join("")}`);
  return reports.value.every(({ outcome }) => outcome === "read") ? 0 : 1;
}

function readSlug(): string | undefined {
  const options = { creator: { type: "string" } } as const;
  const { creator } = parseArgs({ options, strict: false }).values;
  return typeof creator === "string" ? creator : undefined;
}

function fail(text: string): number {
  process.stderr.write(text);
  return 1;
}

function describe({ endpoint, outcome, message, fields }: EndpointReport): string {
  const why = message === undefined ? "" : ` (${message.replace(`${endpoint}: `, "")})`;
  const heading = `\n${endpoint}: ${outcome}${why}\n`;
  const width = Math.max(0, ...fields.map(({ path }) => path.length));
  const lines = fields.map(({ mark, path, types, expectedTypes, isAlways }) => {
    const found = types.length === 0 ? "anything" : types.join(" | ");
    const expected = expectedTypes === undefined ? "" : `, expected ${expectedTypes.join(" | ")}`;
    return `${mark} ${path.padEnd(width)}  ${found}${isAlways ? "" : ", sometimes"}${expected}\n`;
  });
  return heading + lines.join("");
}

process.exitCode = await main();
