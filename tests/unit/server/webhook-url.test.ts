import { expect, test } from "vitest";
import { isPublicAddress } from "@/lib/server/public-address";
import { parseWebhookUrl } from "@/lib/server/webhook-url";

test.each([
  "https://hooks.studio.example/services/a/b",
  "https://hooks.studio.example:8443/a?b=c",
  "https://8.8.8.8/",
  "https://[2606:4700:4700::1111]/",
  "https://hooks.studio.example./a",
])("%s may be a webhook", (text) => {
  expect(parseWebhookUrl(text).ok).toBe(true);
});

test.each<readonly [string, string]>([
  ["not an address", "an https address"],
  ["hooks.studio.example", "an https address"],
  ["http://hooks.studio.example/", "an https address"],
  ["ftp://hooks.studio.example/", "an https address"],
  ["javascript:alert(1)", "an https address"],
  ["https://user@hooks.studio.example/", "a user or a password"],
  ["https://:word@hooks.studio.example/", "a user or a password"],
  ...[
    "localhost",
    "LOCALHOST",
    "localhost.",
    "a.localhost",
    "printer.local",
    "metadata.google.internal",
    "hooks",
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "127.0.0.1.",
    "１２７.0.0.1",
    "0",
    "0.0.0.0",
    "10.1.2.3",
    "172.31.255.255",
    "192.168.0.1",
    "100.64.0.1",
    "169.254.169.254",
    "0xa9fea9fe",
    "168.63.129.16",
    "224.0.0.1",
    "255.255.255.255",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:8.8.8.8]",
    "[::ffff:a9fe:a9fe]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[2001::1]",
    "[fe80::1]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[ff02::1]",
    "[2001:db8::1]",
  ].map((host) => [`https://${host}/`, "a public host"] as const),
])("%s is refused by saying: %s; and is not repeated", (text, words) => {
  const parsed = parseWebhookUrl(text);
  if (parsed.ok) throw new Error("it was taken");
  expect(parsed.error).toContain(words);
  expect(parsed.error).not.toContain(text);
});

test.each(["hooks.studio.example", "", "1.2.3", "08.8.8.8", "::1%eth0", "8.8.8.8 "])(
  "%j is no public address",
  (text) => {
    expect(isPublicAddress(text)).toBe(false);
  },
);
