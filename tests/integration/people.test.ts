import { afterEach, beforeEach, expect, test } from "vitest";
import { changePerson, findPerson, invitePerson, listPeople } from "@/lib/server/people";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import { createTestClock, startDashboard } from "./dashboard";

const MINUTE = 60_000;
/** Set in ADMIN_EMAILS. */
const OWNER = "mara@studio.example";
const NOOR = "noor@studio.example";
const TABLE = "Dashboard_People";

const clock = createTestClock("2026-11-24T10:00:00Z");
let sandbox: Sandbox;

beforeEach(async () => {
  clock.nowMs = Date.parse("2026-11-24T10:00:00Z");
  sandbox = await createSandbox({ now: clock.now, kv: "memory", airtableRateLimit: false });
});

afterEach(() => sandbox.close());

function start() {
  // Longer than Airtable's pace makes a call wait, or patience with it ends first.
  return startDashboard(sandbox, clock, 3_000);
}

const calls = () => sandbox.calls().airtable;
const rowOf = (email: string) => sandbox.rows(TABLE).find((row) => row["Email"] === email);

test("people are found by address, all with one call a minute; ADMIN_EMAILS cost none", async () => {
  const { container } = start();
  expect(await findPerson(container, ` ${OWNER.toUpperCase()} `)).toMatchObject({
    kind: "found",
    person: { email: OWNER, role: "admin", isActive: true, recordId: undefined },
  });
  expect(calls().list).toBe(0);
  const found = await Promise.all(Array.from({ length: 20 }, () => findPerson(container, NOOR)));
  expect(found[0]).toMatchObject({
    kind: "found",
    isStale: false,
    person: { role: "manager", slugs: ["ava-lane", "bea-ortiz", "gia-romano", "dina-moss"] },
  });
  expect(await findPerson(container, "nobody@studio.example")).toEqual({ kind: "none" });
  expect(await findPerson(container, 'x" OR ""="')).toEqual({ kind: "none" });
  expect(calls()).toMatchObject({ list: 1, get: 0 });
});

test("what people change by hand holds within a minute; a row that cannot be read gives no access", async () => {
  const { container } = start();
  await findPerson(container, NOOR);
  sandbox.setPerson(NOOR, { Active: null });
  clock.nowMs += MINUTE;
  expect(await findPerson(container, NOOR)).toEqual({ kind: "inactive" });
  sandbox.setPerson(NOOR, { Active: true, Role: "manager", Creators: "Ava Lane" });
  clock.nowMs += MINUTE;
  expect(await findPerson(container, NOOR)).toEqual({ kind: "none" });
  expect(await listPeople(container)).toMatchObject({
    value: {
      problems: [{ name: "Noor Haddad", problem: "Creators holds what is no slug: ava lane." }],
    },
  });
  expect(calls().list).toBe(3);
});

test("while Airtable is away people are known for an hour, also on an instance that starts then, and nobody is changed", async () => {
  const { container, settle } = start();
  await findPerson(container, NOOR);
  await settle();
  sandbox.faults.set("airtable", { kind: "status", status: 503 });
  clock.nowMs += 59 * MINUTE;
  expect(await findPerson(container, NOOR)).toMatchObject({ kind: "found", isStale: true });
  const cold = start();
  expect(await findPerson(cold.container, NOOR)).toMatchObject({ kind: "found", isStale: true });
  expect(await changePerson(container, OWNER, { email: NOOR, isActive: false })).toMatchObject({
    error: { code: "unavailable" },
  });
  expect(calls().update).toBe(0);
  clock.nowMs += MINUTE;
  for (const instance of [container, cold.container, start().container]) {
    expect(await findPerson(instance, NOOR)).toEqual({ kind: "unavailable" });
    expect(await findPerson(instance, OWNER)).toMatchObject({ kind: "found" });
  }
});

test("without the table only ADMIN_EMAILS may sign in, and that is no outage", async () => {
  sandbox.removeTable(TABLE);
  const { container } = start();
  expect(await findPerson(container, NOOR)).toEqual({ kind: "none" });
  expect(await findPerson(container, OWNER)).toMatchObject({ kind: "found" });
  expect(await listPeople(container)).toMatchObject({
    value: { isTableMissing: true, isStale: false, people: [{ email: OWNER }] },
  });
  const invitation = { email: "ida@studio.example", role: "manager", creators: [] };
  expect(await invitePerson(container, OWNER, invitation)).toMatchObject({
    error: { code: "no_table", message: expect.stringContaining("npm run setup") },
  });
});

test("an invitation makes one row, shows here at once, elsewhere within a minute, and leaves a line", async () => {
  const { container, settle } = start();
  const other = start();
  const email = "ida@studio.example";
  expect(await findPerson(other.container, email)).toEqual({ kind: "none" });
  sandbox.resetCalls();
  const invitation = {
    email: " Ida@Studio.Example",
    name: "Ida",
    role: "manager",
    creators: ["ava-lane"],
  };
  expect(await invitePerson(container, OWNER, invitation)).toMatchObject({
    ok: true,
    value: { email, name: "Ida", recordId: expect.stringMatching(/^rec/) },
  });
  await settle();
  // People and creators are read once each, since rules that look at everybody must see everybody.
  expect(calls()).toMatchObject({ list: 2, create: 2, update: 0 });
  expect(rowOf(email)).toEqual({
    Email: email,
    Name: "Ida",
    Role: "manager",
    Creators: "ava-lane",
    Active: true,
  });
  expect(await findPerson(container, email)).toMatchObject({ kind: "found" });
  clock.nowMs += MINUTE;
  expect(await findPerson(other.container, email)).toMatchObject({ kind: "found" });
  expect(sandbox.rows("Dashboard_Audit")).toMatchObject([
    { Actor: OWNER, Action: "invite", Detail: `${email} as manager of ava-lane` },
  ]);
  expect(await invitePerson(container, OWNER, invitation)).toMatchObject({
    error: { code: "already_there" },
  });
});

test.each([
  ["no address", { email: "ida" }, "invalid_email"],
  ["one of ADMIN_EMAILS", { email: OWNER }, "already_there"],
  ["somebody on the list, in capitals", { email: NOOR.toUpperCase() }, "already_there"],
  ["somebody whose row is broken", { email: "broken@studio.example" }, "already_there"],
  ["an unknown role", { role: "owner" }, "unknown_role"],
  ["an unknown creator", { creators: ["nobody-here"] }, "unknown_creator"],
  ["a hostile creator", { creators: ['ava-lane", ""="'] }, "unknown_creator"],
  ["a creator who is none", { role: "creator", creators: [] }, "no_creator"],
])("an invitation of %s is refused and writes nothing", async (_, change, code) => {
  sandbox.addRow({ Email: "broken@studio.example", Role: "admin", Creators: "?" }, TABLE);
  const { container } = start();
  const invitation = { email: "ida@studio.example", role: "manager", creators: [], ...change };
  expect(await invitePerson(container, OWNER, invitation)).toMatchObject({
    ok: false,
    error: { code, message: expect.stringMatching(/\.$/) },
  });
  expect(calls()).toMatchObject({ create: 0, update: 0 });
});

test("a lost answer to an invitation makes nobody twice", async () => {
  const { container } = start();
  const invitation = { email: "ida@studio.example", role: "manager", creators: [] };
  sandbox.faults.set("airtable", { kind: "commit-then-drop" }, { route: "create", times: 1 });
  expect(await invitePerson(container, OWNER, invitation)).toMatchObject({
    error: { code: "in_doubt" },
  });
  expect(await invitePerson(container, OWNER, invitation)).toMatchObject({
    error: { code: "already_there" },
  });
  expect(sandbox.rows(TABLE).filter((row) => row["Email"] === "ida@studio.example")).toHaveLength(
    1,
  );
});

test("a role is changed with one write, and each kind of change leaves its own line", async () => {
  const { container, settle } = start();
  const change = async (request: object) => {
    const outcome = await changePerson(container, OWNER, { email: NOOR, ...request });
    await settle();
    // Airtable takes five calls a second.
    clock.nowMs += 2_000;
    return outcome;
  };
  expect(await change({ role: "creator", creators: ["ava-lane"] })).toMatchObject({ ok: true });
  expect(await change({ name: "Noor H." })).toMatchObject({ ok: true });
  expect(await change({ isActive: false })).toMatchObject({ ok: true });
  expect(await change({ isActive: false })).toMatchObject({ ok: true });
  expect(calls().update).toBe(3);
  expect(rowOf(NOOR)).toEqual({
    Email: NOOR,
    Name: "Noor H.",
    Role: "creator",
    Creators: "ava-lane",
  });
  expect(sandbox.rows("Dashboard_Audit").map(({ Action, Detail }) => [Action, Detail])).toEqual([
    [
      "role-changed",
      `${NOOR}: manager of ava-lane, bea-ortiz, gia-romano, dina-moss → creator of ava-lane`,
    ],
    ["person-changed", NOOR],
    ["person-deactivated", NOOR],
  ]);
});

test("a deactivation holds at once, also when Airtable goes away right after it", async () => {
  const { container, settle } = start();
  await changePerson(container, OWNER, { email: NOOR, isActive: false });
  await settle();
  sandbox.faults.set("airtable", { kind: "status", status: 503 });
  expect(await findPerson(container, NOOR)).toEqual({ kind: "inactive" });
  expect(await findPerson(start().container, NOOR)).toEqual({ kind: "inactive" });
});

test("what people did in Airtable meanwhile counts for the rules: the last admin stays", async () => {
  const email = "ida@studio.example";
  sandbox.addRow({ Email: email, Role: "admin", Active: true }, TABLE);
  const { container } = start();
  const lonely = { ...container, env: { ...container.env, ADMIN_EMAILS: [] } };
  await findPerson(lonely, OWNER);
  sandbox.setPerson(OWNER, { Active: null });
  expect(await changePerson(lonely, OWNER, { email, role: "manager" })).toMatchObject({
    error: { code: "last_admin" },
  });
  expect(calls().update).toBe(0);
});

test("two instances that demote each other's admin at once leave one", async () => {
  const email = "ida@studio.example";
  sandbox.addRow({ Email: email, Role: "admin", Active: true }, TABLE);
  const [one, other] = [start().container, start().container].map((container) => ({
    ...container,
    env: { ...container.env, ADMIN_EMAILS: [] },
  }));
  if (one === undefined || other === undefined) expect.fail("no instance");
  const outcomes = await Promise.all([
    changePerson(one, OWNER, { email, role: "manager" }),
    changePerson(other, email, { email: OWNER, role: "manager" }),
  ]);
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  const refusals = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error.code]));
  expect(["busy", "last_admin"]).toContain(refusals[0]);
  expect(sandbox.rows(TABLE).filter((row) => row["Role"] === "admin")).toHaveLength(1);
});

test("a column that the table lacks is named, with the command that makes it", async () => {
  sandbox.dropField("Creators", TABLE);
  const { container } = start();
  const request = { email: NOOR, creators: ["ava-lane"] };
  expect(await changePerson(container, OWNER, request)).toMatchObject({
    error: { code: "refused", message: expect.stringMatching(/“Creators”.*npm run setup/) },
  });
});
