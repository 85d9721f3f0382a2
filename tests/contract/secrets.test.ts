import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { SECRET_PATTERNS } from "@/lib/core/secret-patterns";
import { findSecrets } from "../helpers/secret-scan";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const BINARY = /\.(png|ico|woff2|gz|pdf)$/;

function trackedFiles(): readonly string[] {
  const list = execFileSync("git", ["ls-files", "-z"], { cwd: ROOT, encoding: "utf8" });
  return list.split("\0").filter((path) => path !== "" && !BINARY.test(path));
}

test("no file of the project holds anything that looks like a secret", () => {
  const files = trackedFiles();
  expect(files.length).toBeGreaterThan(500);
  const findings = files.flatMap((path) =>
    findSecrets(readFileSync(`${ROOT}${path}`, "utf8")).map(
      ({ name, line }) => `${path}:${line}: ${name}`,
    ),
  );
  expect(findings).toEqual([]);
});

/** Made of parts at run time, so that this file holds none. */
function random(
  length: number,
  alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789",
) {
  // The three kinds of character that a scan looks for are always there.
  const head = alphabet.includes("a") ? "aZ7" : "";
  const tail = [...randomBytes(length - head.length)].map(
    (byte) => alphabet[byte % alphabet.length],
  );
  return head + tail.join("");
}

const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const json = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

const PLANTED: Readonly<Record<string, string>> = {
  "private key": ["-----BEGIN", "PRIVATE KEY-----"].join(" "),
  "JSON web token": [json({ alg: "RS256" }), json({ sub: random(12) }), random(40)].join("."),
  "Auth0 refresh token": `v1.${random(48)}`,
  "Airtable key": `pat${random(14)}.${random(64)}`,
  "AWS access key": `AKIA${random(16, UPPER)}`,
  "Google API key": `AIza${random(35)}`,
  "GitHub token": `ghp_${random(36)}`,
  "Slack token": `xoxb-${random(24)}`,
  "Stripe key": `sk_live_${random(24)}`,
  "Resend key": `re_${random(8)}_${random(24)}`,
  "npm token": `npm_${random(36)}`,
  "Slack webhook": `https://hooks.slack.com/services/${random(9)}/${random(9)}/${random(24)}`,
  "Discord webhook": `https://discord.com/api/webhooks/${"12345678".repeat(2)}/${random(60)}`,
  "password in an address": `https://user:${random(12)}@kv.example`,
};

test("every pattern of the list is tried", () => {
  expect(Object.keys(PLANTED).sort()).toEqual(SECRET_PATTERNS.map(({ name }) => name).sort());
});

test.each(Object.entries(PLANTED))("a planted %s is found, on its line", (name, secret) => {
  const text = `first line\nconst it = fetch("${secret}");\n`;
  expect(findSecrets(text)).toContainEqual({ name, line: 2 });
});

test.each([
  (value: string) => `const sessionSecret = "${value}";`,
  (value: string) => `  "refreshToken": "${value}",`,
  (value: string) => `KV_REST_API_TOKEN=${value}`,
  (value: string) => `apiKey: '${value}'`,
])("a random text under a secret's name is found (%#)", (write) => {
  const name = "random text under a secret's name";
  expect(findSecrets(write(randomBytes(48).toString("base64")))).toContainEqual({ name, line: 1 });
});

test.each([
  'const SECRET = "a secret of the tests, thirty-two characters or more";',
  "CRON_SECRET=",
  'const token = "v1.invented-refresh-token-of-the-tests";',
  "const key = deriveKey(options.secret, purposeOfThisVeryLongName2);",
])("%s is no finding", (text) => {
  expect(findSecrets(text)).toEqual([]);
});
