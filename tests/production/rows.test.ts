import { expect, test } from "vitest";
import { startBuiltApp } from "../helpers/built-app";

const { sandbox, app, cookie } = await startBuiltApp();

sandbox.setRow("bea-ortiz", { Slug: "ava-lane" });
sandbox.setRow("cleo-park", { Publisher_ID: null });
sandbox.setRow("esme-hart", { Refresh_Token: null });
sandbox.setRow("fern-okoye", { Timezone: "Mars/Base" });
sandbox.setRow("gia-romano", { Slug: "Gia Romano!" });
sandbox.setRow("hana-sato", { Slug: null });
sandbox.setRow("ivy-chen", { Access_Token: null, ID_Token: null, Refresh_Token: null });

async function textOf(path: string): Promise<string> {
  const response = await fetch(`${app.url}${path}`, { headers: { cookie } });
  expect(response.status).toBe(200);
  return (await response.text()).replaceAll("<!-- -->", "").replaceAll("&#x27;", "'");
}

const DUPLICATE =
  "Ava Lane and Bea Ortiz share the slug ava-lane; give each row in Airtable its own Slug.";

test("the roster lists rows that cannot be used, with what to mend", async () => {
  const text = await textOf("/");
  expect(text).toContain(DUPLICATE);
  expect(text).toContain("Missing in Airtable: Publisher_ID.");
  expect(text).toContain("Missing in Airtable: Refresh_Token.");
  expect(text).toContain("Missing in Airtable: Slug.");
  expect(text).toContain("Its Slug in Airtable is not valid");
  for (const { name } of sandbox.creators) expect(text).toContain(name);
});

test("two rows with one slug are both refused by name, and nobody sees either's figures", async () => {
  expect(await textOf("/creator/ava-lane")).toContain(DUPLICATE);
  const response = await fetch(`${app.url}/api/ltk/ava-lane/overview`, { headers: { cookie } });
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({
    error: { code: "not_configured", message: DUPLICATE },
  });
});

test("a row without a publisher id is refused by name", async () => {
  const response = await fetch(`${app.url}/api/ltk/cleo-park/overview`, { headers: { cookie } });
  expect(response.status).toBe(503);
  expect((await response.json()).error.message).toContain("Publisher_ID");
});

test("a row without a refresh token is served while its other tokens last", async () => {
  const response = await fetch(`${app.url}/api/ltk/esme-hart/overview`, { headers: { cookie } });
  expect(response.status).toBe(200);
});

test("a row without any token has a page that says so", async () => {
  const response = await fetch(`${app.url}/api/ltk/ivy-chen/overview`, { headers: { cookie } });
  const { error } = await response.json();
  expect(error).toEqual({
    code: "needs_reauth",
    message: "This creator has not been connected to LTK yet.",
  });
  expect(await textOf("/creator/ivy-chen")).toContain(error.message);
});

test("an unknown zone is said, and the default is used", async () => {
  const text = await textOf("/creator/fern-okoye");
  expect(text).toContain("Timezone in Airtable is not valid; the default is used.");
  expect(text).toContain("UTC days");
});
