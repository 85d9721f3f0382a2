import fc from "fast-check";
import { expect, test } from "vitest";
import { parseSlug } from "@/lib/core/brand";
import { ROLES } from "@/lib/core/role";
import { checkChange, type KnownPerson, type PersonChange } from "@/lib/server/people-rules";

const AVA = parseSlug("ava-lane") ?? expect.fail("no slug");

function person(change: Partial<KnownPerson> & { readonly email: string }): KnownPerson {
  const recordId = `rec-${change.email}`;
  return { recordId, name: "Somebody", role: "admin", slugs: [], isActive: true, ...change };
}

const FIXED = person({ email: "owner@studio.example", recordId: undefined });
const MARA = person({ email: "mara@studio.example" });
const IDA = person({ email: "ida@studio.example" });
const NOOR = person({ email: "noor@studio.example", role: "manager" });

test.each<[string, readonly KnownPerson[], string, string, PersonChange, string]>([
  ["nobody", [MARA], MARA.email, "no@studio.example", { isActive: false }, "not_found"],
  ["a fixed person", [FIXED, MARA], MARA.email, FIXED.email, { role: "manager" }, "fixed"],
  ["her own role", [MARA, IDA], MARA.email, MARA.email, { role: "manager" }, "own_rights"],
  ["her own access", [MARA, IDA], MARA.email, MARA.email, { isActive: false }, "own_rights"],
  ["the last admin's role", [MARA, NOOR], "cron", MARA.email, { role: "manager" }, "last_admin"],
  [
    "the last admin's access",
    [MARA, NOOR],
    MARA.email,
    MARA.email,
    { isActive: false },
    "last_admin",
  ],
  [
    "the last admin beside an inactive one",
    [MARA, person({ email: "old@studio.example", isActive: false })],
    "cron",
    MARA.email,
    { role: "creator", slugs: [AVA] },
    "last_admin",
  ],
  [
    "a creator who is none",
    [FIXED, NOOR],
    FIXED.email,
    NOOR.email,
    { role: "creator" },
    "no_creator",
  ],
  ["a blank name", [FIXED, NOOR], FIXED.email, NOOR.email, { name: " " }, "invalid_name"],
  [
    "an endless name",
    [FIXED, NOOR],
    FIXED.email,
    NOOR.email,
    { name: "n".repeat(101) },
    "invalid_name",
  ],
])("refused: %s", (_, people, actor, email, change, code) => {
  expect(checkChange(people, { actor, email, change })).toMatchObject({
    ok: false,
    error: { code },
  });
});

test.each<[string, readonly KnownPerson[], string, string, PersonChange]>([
  ["another admin's role", [MARA, IDA], MARA.email, IDA.email, { role: "manager" }],
  [
    "the table's only admin beside ADMIN_EMAILS",
    [FIXED, MARA],
    FIXED.email,
    MARA.email,
    { isActive: false },
  ],
  ["her own name", [MARA], MARA.email, MARA.email, { name: "Mara Voss" }],
  ["a manager's access", [MARA, NOOR], MARA.email, NOOR.email, { isActive: false }],
  [
    "a manager into a creator",
    [MARA, NOOR],
    MARA.email,
    NOOR.email,
    { role: "creator", slugs: [AVA] },
  ],
])("allowed: %s", (_, people, actor, email, change) => {
  expect(checkChange(people, { actor, email, change })).toMatchObject({
    ok: true,
    value: { after: { email, ...change } },
  });
});

test("no sequence of changes leaves zero admins, nor an actor without the rights she took from herself", () => {
  const emails = Array.from({ length: 4 }, (_, index) => `person${index}@studio.example`);
  const anyPerson = fc.record({ role: fc.constantFrom(...ROLES), isActive: fc.boolean() });
  const anyStep = fc.record({
    actor: fc.nat({ max: 3 }),
    target: fc.nat({ max: 3 }),
    change: fc.record(
      { role: fc.constantFrom(...ROLES), isActive: fc.boolean(), slugs: fc.constant([AVA]) },
      { requiredKeys: [] },
    ),
  });
  fc.assert(
    fc.property(
      fc.array(anyPerson, { minLength: 4, maxLength: 4 }),
      fc.array(anyStep),
      (start, steps) => {
        let people = start.map((each, index) =>
          person({ ...each, email: emails[index] ?? "", slugs: [AVA] }),
        );
        const isAdmin = ({ role, isActive }: KnownPerson) => role === "admin" && isActive;
        fc.pre(people.some(isAdmin));
        for (const { actor: actorIndex, target, change } of steps) {
          const actor = people[actorIndex];
          const email = emails[target] ?? "";
          if (actor === undefined || !isAdmin(actor)) continue;
          const checked = checkChange(people, { actor: actor.email, email, change });
          if (checked.ok) {
            people = people.map((each) => (each.email === email ? checked.value.after : each));
          }
          expect(people.some(isAdmin)).toBe(true);
          expect(people[actorIndex]).toSatisfy(isAdmin);
        }
      },
    ),
  );
});
