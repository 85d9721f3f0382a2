import { afterEach, beforeEach, expect, test } from "vitest";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await createSandbox({ airtableRateLimit: false });
});

afterEach(() => sandbox.close());

async function call(method: string, path: string, body?: unknown) {
  const response = await fetch(`${sandbox.urls.airtable}/v0/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${sandbox.env["AIRTABLE_API_KEY"]}`,
      "content-type": "application/json",
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

function base(): string {
  return sandbox.env["AIRTABLE_BASE_ID"] ?? "";
}

test("the metadata API lists tables, creates one, and adds a field to it", async () => {
  const tables = `meta/bases/${base()}/tables`;
  const listed = (await call("GET", tables)).body.tables;
  expect(listed.map(({ name }: { name: string }) => name)).toContain("LTK_Credentials");
  const made = await call("POST", tables, {
    name: "Notes",
    fields: [{ name: "Title", type: "singleLineText" }],
  });
  expect(made.status).toBe(200);
  const field = { name: "State", type: "singleSelect", options: { choices: [{ name: "open" }] } };
  expect((await call("POST", `${tables}/${made.body.id}/fields`, field)).status).toBe(200);
  const created = await call("POST", `${base()}/Notes`, {
    records: [{ fields: { Title: "one", State: "open" } }],
  });
  expect(created.status).toBe(200);
  const refused = await call("POST", `${base()}/Notes`, { fields: { State: "closed" } });
  expect(refused.body.error.type).toBe("INVALID_MULTIPLE_CHOICE_OPTIONS");
  expect((await call("POST", tables, { name: "Notes", fields: [field] })).status).toBe(422);
});

test("an upsert updates what matches, creates what does not, and refuses several matches", async () => {
  const upsert = (records: readonly object[]) =>
    call("PATCH", `${base()}/LTK_Credentials`, {
      performUpsert: { fieldsToMergeOn: ["Slug"] },
      records,
    });
  const done = await upsert([
    { fields: { Slug: "ava-lane", Timezone: "UTC" } },
    { fields: { Slug: "new-one", Creator: "New One" } },
  ]);
  expect([done.body.updatedRecords.length, done.body.createdRecords.length]).toEqual([1, 1]);
  expect(sandbox.row("ava-lane")["Timezone"]).toBe("UTC");
  sandbox.setRow("bea-ortiz", { Slug: "ava-lane" });
  expect((await upsert([{ fields: { Slug: "ava-lane" } }])).status).toBe(422);
});

test("a spent monthly quota refuses data and still tells the tables", async () => {
  sandbox.setAirtableQuota(1);
  expect((await call("GET", `${base()}/LTK_Credentials`)).status).toBe(200);
  const spent = await call("GET", `${base()}/LTK_Credentials`);
  expect([spent.status, spent.body.error.type]).toEqual([429, "PUBLIC_API_BILLING_LIMIT_EXCEEDED"]);
  expect((await call("GET", `meta/bases/${base()}/tables`)).status).toBe(200);
  sandbox.setAirtableQuota(null);
  expect((await call("GET", `${base()}/LTK_Credentials`)).status).toBe(200);
});
