import { describe, expect, test } from "vitest";
import {
  changeObstacle,
  creatorsWords,
  parsePeopleOutcome,
  peopleRest,
  peopleSentence,
} from "@/components/settings/people-words";
import {
  creatorField,
  PEOPLE_DONE,
  PEOPLE_PROBLEMS,
  type PersonRow,
  tickedCreators,
} from "@/lib/contracts/people.url";
import { aPerson } from "./builders";

function people(...each: readonly Partial<PersonRow>[]): readonly PersonRow[] {
  return each.map(aPerson);
}

function named(...names: readonly string[]): PersonRow["creators"] {
  return names.map((name) => ({ slug: name.toLowerCase(), name }));
}

describe("who may sign in", () => {
  test.each([
    [[], "Nobody may sign in.", ""],
    [[{}], "One person may sign in.", "1 manager."],
    [
      [{ role: "admin" }, {}, {}, { role: "creator" }] as const,
      "Four people may sign in.",
      "1 admin, 2 managers, 1 creator.",
    ],
    [[{}, { isActive: false }], "One person may sign in.", "1 manager. 1 more is deactivated."],
    [[{ isActive: false }, { isActive: false }], "Nobody may sign in.", "2 are deactivated."],
    [Array.from({ length: 12 }, () => ({})), "12 people may sign in.", "12 managers."],
  ])("%#: %s", (given, sentence, rest) => {
    expect(peopleSentence(people(...given))).toBe(sentence);
    expect(peopleRest(people(...given))).toBe(rest);
  });
});

test.each([
  [{ role: "admin", creators: named("Ava") }, "All"],
  [{ role: "manager", creators: [] }, "None yet"],
  [{ role: "manager", creators: named("Ava", "Bea", "Cleo", "Dina") }, "Ava, Bea, Cleo, Dina"],
  [
    { role: "manager", creators: named("Ava", "Bea", "Cleo", "Dina", "Esme") },
    "Ava, Bea, Cleo and 2 more",
  ],
  [{ role: "creator", creators: [{ slug: "gone", name: null }] }, "gone (no such creator)"],
] as const)("whose figures she sees, %#", (person, words) => {
  expect(creatorsWords(person)).toBe(words);
});

test.each([
  [{}, null],
  [{ choices: null }, /creators cannot be read/],
  [{ isTableMissing: true }, /no people’s table/],
  [{ staleSinceMs: 1, isTableMissing: true }, /Airtable does not answer/],
])("what stands in the way of a change: %j", (view, words) => {
  const given = { isTableMissing: false, staleSinceMs: null, choices: [], ...view };
  const obstacle = changeObstacle(given);
  if (words === null) expect(obstacle).toBeNull();
  else expect(obstacle).toMatch(words);
});

describe("what became of a form", () => {
  test("every code has words, and no two problems the same", () => {
    const done = PEOPLE_DONE.map((code) => parsePeopleOutcome({ done: code, problem: undefined }));
    expect(done.every((outcome) => outcome?.isDone === true)).toBe(true);
    const titles = PEOPLE_PROBLEMS.map((code) => {
      const outcome = parsePeopleOutcome({ done: undefined, problem: code });
      expect(outcome?.isDone).toBe(false);
      return outcome?.title;
    });
    expect(new Set(titles).size).toBe(PEOPLE_PROBLEMS.length);
  });

  test("a problem wins, and what is not ours says nothing", () => {
    expect(parsePeopleOutcome({ done: "changed", problem: "busy" })?.isDone).toBe(false);
    expect(parsePeopleOutcome({ done: "<b>", problem: "toString" })).toBeNull();
    expect(parsePeopleOutcome({ done: undefined, problem: undefined })).toBeNull();
  });
});

test("the creators that a form has ticked are read back", () => {
  const form = new Map([
    ["csrf", "x"],
    [creatorField("ava-lane"), "on"],
    ["creators", "no"],
    [creatorField("bea-ortiz"), "on"],
  ]);
  expect(tickedCreators(form)).toEqual(["ava-lane", "bea-ortiz"]);
});
