import { expect, test } from "vitest";
import { redact } from "@/lib/core/redact";

const JWT = ["eyJhbGciOiJub25lIn0", "eyJzdWIiOiJub2JvZHkifQ", "c2lnbmF0dXJl"].join(".");

test.each([
  `token is ${JWT}`,
  `authorization: Bearer ${JWT}`,
  '{"refresh_token":"v1.AbCdEfGhIjKlMn"}',
  "refresh_token=v1.AbCdEfGhIjKlMn&x=1",
  "sent v1.AbCdEfGhIjKlMn to nobody",
  "key patAbCdEfGh12345.0123456789abcdef",
  '{"x-id-token": "secret-thing"}',
  "mail to ava@studio.example now",
  `a session ${["eyJhbGciOiJkaXIifQ", "", "AbCdEf", "AbCdEf", "AbCdEf"].join(".")} was read`,
  ["https://hooks.slack.com/services", "AbCdEf", "AbCdEf", "AbCdEf"].join("/"),
  ["https://discord.com/api/webhooks/1234567890", "AbCdEf"].join("/"),
  ["fetch failed for redis://default", "AbCdEf@kv.example:6379"].join(":"),
  "cookie: AbCdEf=1",
])("nothing secret is left of %s", (text) => {
  expect(redact(text)).not.toMatch(/eyJ|AbCdEf|secret-thing|ava@/);
});

test("what is not secret stays", () => {
  expect(redact('{"event":"grant","creator":"ava-lane","ms":12}')).toBe(
    '{"event":"grant","creator":"ava-lane","ms":12}',
  );
});
