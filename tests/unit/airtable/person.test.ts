import { expect, test } from "vitest";
import { parsePeople } from "@/lib/airtable/person";

type Fields = Readonly<Record<string, unknown>>;

const NOOR: Fields = { Email: "noor@studio.example", Name: "Noor", Role: "manager", Active: true };

function parse(...rows: readonly Fields[]) {
  return parsePeople(rows.map((fields, index) => ({ id: `rec${index}`, fields, readAt: 0 })));
}

test("a row is read as people write it: spaces, capitals, a list of slugs in any form", () => {
  const { people, problems } = parse({
    Email: " Noor@Studio.Example ",
    Role: "Manager",
    Creators: "Ava-Lane,  bea-ortiz\nava-lane,",
    Active: true,
  });
  expect(problems).toEqual([]);
  expect(people).toEqual([
    {
      recordId: "rec0",
      email: "noor@studio.example",
      name: "Noor@Studio.Example",
      role: "manager",
      slugs: ["ava-lane", "bea-ortiz"],
      isActive: true,
    },
  ]);
  expect(parse({ ...NOOR, Creators: ["ava-lane", "bea-ortiz"] }).people[0]?.slugs).toHaveLength(2);
});

test.each<[string, Fields, string]>([
  [
    "an unknown role",
    { ...NOOR, Role: "owner" },
    "Role “owner” is unknown; it must be admin, manager, creator.",
  ],
  ["no role", { ...NOOR, Role: undefined }, "Role is blank; it must be admin, manager, creator."],
  ["no e-mail", { ...NOOR, Email: undefined }, "Email is blank."],
  [
    "a bad e-mail",
    { ...NOOR, Email: "noor at studio" },
    "Email “noor at studio” is no e-mail address.",
  ],
  ["no slug", { ...NOOR, Creators: "ava lane, bea" }, "Creators holds what is no slug: ava lane."],
])("%s gives no access and is named", (_, fields, problem) => {
  const parsed = parse(fields);
  expect(parsed.people).toEqual([]);
  expect(parsed.problems).toMatchObject([{ recordId: "rec0", name: "Noor", problem }]);
});

test("two rows with one address give no access, however it is written; others are not touched", () => {
  const { people, problems } = parse(
    NOOR,
    { ...NOOR, Email: "NOOR@studio.example", Role: "admin" },
    { ...NOOR, Email: "mara@studio.example" },
  );
  expect(people.map(({ email }) => email)).toEqual(["mara@studio.example"]);
  expect(problems.map(({ recordId }) => recordId)).toEqual(["rec0", "rec1"]);
  expect(problems[0]?.problem).toContain("noor@studio.example");
});

test.each([undefined, false, "yes", 1])("Active %j is not active", (Active) => {
  expect(parse({ ...NOOR, Active }).people[0]?.isActive).toBe(false);
});

test("the blank rows of a new table are nobody", () => {
  expect(parse({}, { Active: true }, { Email: " " })).toEqual({
    people: [],
    problems: [],
    isTableMissing: false,
  });
});
