import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { parseEmail } from "@/lib/core/email";

test.each([
  ["  Noor@Studio.Example ", "noor@studio.example"],
  ["o'neil+ltk@a-b.example", "o'neil+ltk@a-b.example"],
  ["", undefined],
  ["noor", undefined],
  ["noor@studio", undefined],
  ["noor@@studio.example", undefined],
  ["noor@studio.example, mara@studio.example", undefined],
  ["noor @studio.example", undefined],
  ['","" = ""@studio.example', undefined],
  [`${"a".repeat(250)}@studio.example`, undefined],
])("%j is read as %j", (text, email) => {
  expect(parseEmail(text)).toBe(email);
});

test("what it takes, sessions take too, and the other way round", () => {
  const address = z.email();
  fc.assert(
    fc.property(
      fc.oneof(fc.emailAddress(), fc.string(), fc.stringMatching(/^[\w.@+-]{3,30}$/)),
      (text) => {
        const clean = text.trim().toLowerCase();
        fc.pre(clean.length <= 254);
        expect(parseEmail(text) !== undefined).toBe(address.safeParse(clean).success);
      },
    ),
  );
});
