import { expect, test } from "vitest";
import { actionWords, auditSentence } from "@/components/settings/audit-words";
import { AUDIT_ACTIONS } from "@/lib/core/audit-action";

const ALL = { creator: null, action: null };

test("every action has words of its own, and another's is shown as it stands", () => {
  const words = AUDIT_ACTIONS.map(actionWords);
  expect(new Set(words).size).toBe(AUDIT_ACTIONS.length);
  for (const each of words) expect(each).toMatch(/^[A-Z][A-Za-z -]+$/);
  expect(actionWords("constructor")).toBe("constructor");
});

test.each([
  [{ shown: 0, total: 0 }, { creator: "ava-lane", action: null }, "Nothing has been noted yet."],
  [{ shown: 9, total: 9 }, ALL, "Who did what, newest first."],
  [{ shown: 0, total: 9 }, { creator: null, action: "sync" }, "No line matches."],
  [{ shown: 1, total: 9 }, { creator: null, action: "sync" }, "One line matches."],
  [{ shown: 4, total: 9 }, { creator: "ava-lane", action: "sync" }, "4 lines match."],
])("the headline, %#", (counts, filter, sentence) => {
  expect(auditSentence(counts, filter)).toBe(sentence);
});
