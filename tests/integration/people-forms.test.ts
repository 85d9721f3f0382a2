import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SignInLinkAnswer } from "@/lib/contracts/sign-in-link";
import { POST as change } from "../../app/api/people/change/route";
import { POST as link } from "../../app/api/people/link/route";
import { POST as invite } from "../../app/api/people/route";
import { POST as signOut } from "../../app/api/people/sign-out/route";
import { FROM_OWN_PAGE, ownForm } from "../helpers/own-page";
import { ADMIN_EMAIL, sessionCookie } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";
import { PEOPLE } from "../sandbox/airtable-tables";
import type { Sandbox } from "../sandbox/sandbox";
import { NOW, setUpContainer } from "./routes-set-up";

const NOOR = "noor@studio.example";
const AVA = "ava@creators.example";

/** Runs on: four calls of Airtable a second are all that the dashboard allows itself. */
let startedAt: number;
const now = () => NOW + Date.now() - startedAt;
let sandbox: Sandbox;
let dashboard: ReturnType<typeof setUpContainer>;

beforeEach(async () => {
  startedAt = Date.now();
  sandbox = await createSandbox({ now, airtableRateLimit: false, kv: "memory" });
  dashboard = setUpContainer(sandbox, now);
});
afterEach(async () => {
  await dashboard.settle();
  await sandbox.close();
});

type Handler = (request: Request) => Promise<Response>;
type Fields = Readonly<Record<string, string>>;

async function post(handler: Handler, fields: Fields, headers: Fields = {}): Promise<Response> {
  const response = await handler(
    new Request("http://127.0.0.1:3000/api/people", {
      method: "POST",
      body: ownForm(fields),
      headers: { ...FROM_OWN_PAGE, cookie: await sessionCookie(now), ...headers },
    }),
  );
  expect(response.headers.get("cache-control")).toBe("private, no-store");
  return response;
}

/** Where a form led, and that it named nobody on the way. */
async function landing(handler: Handler, fields: Fields): Promise<string> {
  const response = await post(handler, fields);
  expect(response.status).toBe(303);
  const location = response.headers.get("location") ?? "";
  expect(location).not.toMatch(/%40|@|noor|ines|mara|lane/i);
  return location;
}

async function keyOf(email: string): Promise<string> {
  const list = await dashboard.container.people.read();
  const people = list.ok ? list.value.people : [];
  const person = people.find((known) => known.email === email);
  if (person === undefined) throw new Error("nobody has this address");
  return person.recordId;
}

function rowOf(email: string) {
  return sandbox.rows(PEOPLE).find((row) => row["Email"] === email);
}

async function trail() {
  await dashboard.settle();
  const { entries, table } = await dashboard.container.audit.read();
  expect(table).toBe("read");
  return entries.map(({ actor, action, creator, detail }) => ({ actor, action, creator, detail }));
}

/** Whether the cookie of a person opens anything. */
async function isSignedIn(cookie: string): Promise<boolean> {
  return (await dashboard.container.sessions.read(cookie)) !== null;
}

describe("inviting", () => {
  const INES = { email: " Ines@Studio.example ", name: "Ines Mota", role: "manager" };

  test("writes one row, leads to her page, and leaves a line", async () => {
    sandbox.resetCalls();
    const location = await landing(invite, {
      ...INES,
      "creator.ava-lane": "on",
      "creator.bea-ortiz": "on",
    });
    expect(location).toBe(`/settings/people/${await keyOf("ines@studio.example")}?done=invited`);
    expect(rowOf("ines@studio.example")).toEqual({
      Email: "ines@studio.example",
      Name: "Ines Mota",
      Role: "manager",
      Creators: "ava-lane, bea-ortiz",
      Active: true,
    });
    expect(await trail()).toEqual([
      {
        actor: ADMIN_EMAIL,
        action: "invite",
        creator: undefined,
        detail: "ines@studio.example as manager of ava-lane, bea-ortiz",
      },
    ]);
    // The row and the line.
    expect(sandbox.calls().airtable.create).toBe(2);
  });

  test.each([
    [{ ...INES, email: "no address" }, "invalid_email"],
    [{ ...INES, role: "owner" }, "unknown_role"],
    [{ ...INES, role: "creator" }, "no_creator"],
    [{ ...INES, "creator.nobody": "on" }, "unknown_creator"],
    [{ ...INES, email: NOOR }, "already_there"],
    [{ ...INES, email: ADMIN_EMAIL }, "already_there"],
    [{ ...INES, name: "x".repeat(101) }, "invalid_name"],
  ])("%j is refused: %s", async (fields, problem) => {
    sandbox.resetCalls();
    expect(await landing(invite, fields)).toBe(`/settings/people?problem=${problem}`);
    expect(sandbox.calls().airtable.create).toBe(0);
    expect(await trail()).toEqual([]);
  });

  test("a form without its fields is none", async () => {
    expect((await post(invite, { email: "ines@studio.example" })).status).toBe(400);
  });

  test("while Airtable is down nothing is changed, and the page says so", async () => {
    sandbox.faults.set("airtable", { kind: "status", status: 503 });
    expect(await landing(invite, INES)).toBe("/settings/people?problem=unavailable");
    sandbox.faults.clear();
  });
});

describe("changing", () => {
  test("role and creators are what the form says; what is not ticked is taken", async () => {
    const person = await keyOf(NOOR);
    const fields = { person, name: "Noor Haddad", role: "manager", "creator.bea-ortiz": "on" };
    expect(await landing(change, fields)).toBe(`/settings/people/${person}?done=changed`);
    expect(rowOf(NOOR)).toMatchObject({ Creators: "bea-ortiz", Role: "manager", Active: true });
    expect((await trail()).map(({ action }) => action)).toEqual(["person-changed"]);
  });

  test("somebody is deactivated, and let in again as she was", async () => {
    const person = await keyOf(NOOR);
    const before = rowOf(NOOR);
    expect(await landing(change, { person, active: "no" })).toBe(
      `/settings/people/${person}?done=deactivated`,
    );
    expect(rowOf(NOOR)?.["Active"]).not.toBe(true);
    expect(await landing(change, { person, active: "yes" })).toBe(
      `/settings/people/${person}?done=reactivated`,
    );
    expect(rowOf(NOOR)).toEqual(before);
    expect((await trail()).map(({ action, detail }) => [action, detail]).sort()).toEqual([
      ["person-changed", NOOR],
      ["person-deactivated", NOOR],
    ]);
  });

  test("a creator without a creator, and nobody's key, are refused on the page they came from", async () => {
    const person = await keyOf(AVA);
    expect(await landing(change, { person, name: "Ava Lane", role: "creator" })).toBe(
      `/settings/people/${person}?problem=no_creator`,
    );
    expect(await landing(change, { person: "recNobody", active: "no" })).toBe(
      "/settings/people?problem=not_found",
    );
    expect((await post(change, { person, active: "perhaps" })).status).toBe(400);
    expect(await trail()).toEqual([]);
  });
});

test("signing somebody out everywhere ends her sessions and her unused links, and nobody else's", async () => {
  const person = await keyOf(NOOR);
  const hers = await sessionCookie(now, { email: NOOR, role: "manager" });
  const mine = await sessionCookie(now);
  expect(await landing(signOut, { person })).toBe(`/settings/people/${person}?done=signed_out`);
  expect([await isSignedIn(hers), await isSignedIn(mine)]).toEqual([false, true]);
  expect(await trail()).toEqual([
    { actor: ADMIN_EMAIL, action: "sign-out-everywhere", creator: undefined, detail: NOOR },
  ]);
});

describe("a sign-in link", () => {
  const ACCEPT_JSON = { accept: "application/json" };

  test("is in the answer's body alone, signs her in, and lasts for 7 days", async () => {
    const person = await keyOf(NOOR);
    const response = await post(link, { person }, { ...ACCEPT_JSON, host: "dashboard.example" });
    expect(response.status).toBe(200);
    const { data } = SignInLinkAnswer.parse(await response.json());
    expect(data).toMatchObject({ name: "Noor Haddad" });
    const leftMs = Date.parse(data.expiresAt) - now();
    expect(leftMs / 86_400_000).toBeGreaterThan(6.9);
    expect(leftMs / 86_400_000).toBeLessThanOrEqual(7);
    expect(data.link).toMatch(/^http:\/\/dashboard\.example\/sign-in#token=/);
    const token = data.link.split("#token=")[1] ?? "";
    const opened = await dashboard.container.signInLinks.open(token);
    expect(opened).toMatchObject({ ok: true, value: { email: NOOR } });
    expect([...response.headers].flat().join(" ")).not.toContain(token);
    const lines = await trail();
    expect(lines).toEqual([
      { actor: ADMIN_EMAIL, action: "sign-in-link", creator: undefined, detail: NOOR },
    ]);
    expect(JSON.stringify(sandbox.rows("Dashboard_Audit"))).not.toContain(token);
  });

  test("without scripts it is a plain text that says what it is", async () => {
    const response = await post(link, { person: await keyOf(NOOR) });
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await response.text()).toMatch(
      /^Sign-in link for Noor Haddad\n\nhttp:\S+#token=\S+\n\nIt works once, until 2026-12-01 \d\d:\d\d UTC\. Anybody with this link signs in as her\.\n/,
    );
  });

  test("nobody who is deactivated gets one", async () => {
    const person = await keyOf(NOOR);
    await landing(change, { person, active: "no" });
    expect((await post(link, { person }, ACCEPT_JSON)).status).toBe(403);
  });
});

describe.each([
  ["invite", invite],
  ["change", change],
  ["sign out", signOut],
  ["link", link],
])("%s", (_, handler) => {
  test.each<[string, { body?: string; headers?: Fields }, number]>([
    ["without the proof of a page", { body: "person=x" }, 403],
    ["from another site", { headers: { "sec-fetch-site": "cross-site" } }, 403],
    ["from nobody", { headers: { cookie: "" } }, 401],
  ])("%s is refused", async (_, { body, headers }, status) => {
    sandbox.resetCalls();
    const response = await handler(
      new Request("http://127.0.0.1:3000/api/people", {
        method: "POST",
        body: body === undefined ? ownForm() : new URLSearchParams(body),
        headers: { ...FROM_OWN_PAGE, cookie: await sessionCookie(now), ...headers },
      }),
    );
    expect(response.status).toBe(status);
    expect(sandbox.calls().airtable).toMatchObject({ create: 0, update: 0 });
  });

  test.each([
    [NOOR, "manager"],
    [AVA, "creator"],
  ] as const)("%s may not", async (email, role) => {
    const response = await handler(
      new Request("http://127.0.0.1:3000/api/people", {
        method: "POST",
        body: ownForm({}, email),
        headers: { ...FROM_OWN_PAGE, cookie: await sessionCookie(now, { email, role }) },
      }),
    );
    expect(response.status).toBe(403);
  });
});
