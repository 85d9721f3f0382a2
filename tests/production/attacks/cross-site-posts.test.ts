import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AttackTarget, startAttackTarget } from "../../helpers/attack-target";
import { ownForm } from "../../helpers/own-page";
import { sessionCookie, signInLink } from "../../helpers/sign-in";
import { listSourceFiles, readProjectFile } from "../../helpers/source-files";

const HANDLER = /^export (?:async )?(?:const|function) (POST|PUT|PATCH|DELETE)\b/gm;

/** Every route of the app that takes more than reads, as the files say: a new one is attacked without being named here. */
const ROUTES = listSourceFiles("app/api")
  .filter((file) => file.endsWith("/route.ts"))
  .flatMap((file) =>
    [...readProjectFile(file).matchAll(HANDLER)].map(([, method = ""]) => ({
      method,
      path: `/${file.slice("app/".length, -"/route.ts".length)}`
        .replace("[creator]", "ava-lane")
        .replace(/\[\w+\]/g, "1"),
      isJson: file.includes("[creator]"),
    })),
  );

let target: AttackTarget;
let cookie: string;

beforeAll(async () => {
  target = await startAttackTarget();
  cookie = await sessionCookie();
});

afterAll(() => target.close());

/** What browsers say of a request that another page than ours made them send. */
const SENDERS: Readonly<Record<string, () => Record<string, string>>> = {
  "a page of another site": () => ({
    "sec-fetch-site": "cross-site",
    origin: "https://evil.example",
  }),
  "a page of another site, in a browser without Sec-Fetch-Site": () => ({
    origin: "https://evil.example",
  }),
  "a page without an origin: a file, a sandboxed frame": () => ({ origin: "null" }),
  "a page without an origin, in a browser of today": () => ({
    origin: "null",
    "sec-fetch-site": "cross-site",
  }),
  "a sibling host": () => ({
    "sec-fetch-site": "same-site",
    origin: "https://blog.dashboard.example",
  }),
  "a sibling host, in a browser without Sec-Fetch-Site": () => ({
    origin: new URL(target.url).origin.replace("127.0.0.1", "blog.127.0.0.1"),
  }),
  "a host that begins like ours": () => ({ origin: `${target.url}.evil.example` }),
  "a host that has ours for a user's name": () => ({
    origin: `http://${new URL(target.url).host}@evil.example`,
  }),
  "another port of our host": () => ({ origin: "http://127.0.0.1:1" }),
  "no page at all, by the address bar": () => ({ "sec-fetch-site": "none" }),
  "a browser that sends a header nobody knows": () => ({ "sec-fetch-site": "same-origin, none" }),
  "a site that names our origin and cannot name the header": () => ({
    origin: new URL(target.url).origin,
    "sec-fetch-site": "cross-site",
  }),
  "a site that names us in what proxies add": () => ({
    origin: "https://evil.example",
    "x-forwarded-host": "evil.example",
    forwarded: "host=evil.example",
  }),
};

/** Bodies that a form or a script of another site can send. The proof of the form is a stolen, good one. */
const BODIES: Readonly<Record<string, () => Promise<[type: string, body: string]>>> = {
  "a form": async () => ["application/x-www-form-urlencoded", (await fields()).toString()],
  "a form of parts": async () => ["multipart/form-data; boundary=x", asParts(await fields())],
  "JSON as plain text": async () => ["text/plain", '{"refresh_token":"v1.x"}'],
  JSON: async () => ["application/json", '{"refresh_token":"v1.x"}'],
};

async function fields(): Promise<URLSearchParams> {
  const token = (await signInLink(target.url)).split("#token=")[1] ?? "";
  return ownForm({ token, email: "mara@studio.example", everywhere: "1" });
}

function asParts(form: URLSearchParams): string {
  const parts = [...form].map(
    ([name, value]) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.join("")}--x--\r\n`;
}

test("the routes that change something were found", () => {
  expect(ROUTES.map(({ path }) => path)).toEqual(
    expect.arrayContaining(["/api/session", "/api/session/end", "/api/ltk/ava-lane/connect"]),
  );
});

describe.each(ROUTES)("$method $path", ({ method, path }) => {
  test.each(Object.entries(SENDERS))("from %s: 403, whatever it carries", async (_, headersOf) => {
    const heard = await target.repel(() =>
      Promise.all(
        Object.values(BODIES).map(async (make) => {
          const [type, body] = await make();
          const headers = { cookie, "content-type": type, ...headersOf() };
          return target.send(path, { method, headers, body });
        }),
      ),
    );
    expect(heard.map(({ status }) => status)).toEqual(heard.map(() => 403));
  });

  test("a preflight gives no other site leave", async () => {
    const headers = {
      origin: "https://evil.example",
      "access-control-request-method": method,
      "access-control-request-headers": "content-type",
    };
    // Next answers OPTIONS with the methods there are, and says nothing about other sites.
    const statuses = { statuses: [204] };
    const [heard] = await target.repel(
      () => target.send(path, { method: "OPTIONS", headers }),
      statuses,
    );
    expect(heard?.head).not.toMatch(/access-control-allow/i);
  });
});

// Sent by no browser; a program that has the cookie still has no JSON in a form.
test.each(ROUTES.filter(({ isJson }) => isJson))(
  "$method $path with neither header takes no form for JSON: 400",
  async ({ method, path }) => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded"]) {
      const headers = { cookie, "content-type": type };
      const send = () => target.send(path, { method, headers, body: "{}" });
      expect((await target.repel(send)).map(({ status }) => status)).toEqual([400]);
    }
  },
);

test.each(["/api/session/end", "/api/tokens/encrypt"])(
  "%s with neither header, or our own, wants the form's proof: a guessed or somebody else's is 403",
  async (path) => {
    const forms = [
      new URLSearchParams({ everywhere: "1" }),
      new URLSearchParams({ everywhere: "1", csrf: "guessed" }),
      ownForm({ everywhere: "1" }, "noor@studio.example"),
    ];
    for (const headers of [{ cookie }, { cookie, "sec-fetch-site": "same-origin" }]) {
      const heard = await target.repel(() =>
        Promise.all(forms.map((body) => target.send(path, { method: "POST", headers, body }))),
      );
      expect(heard.map(({ status }) => status)).toEqual([403, 403, 403]);
    }
  },
);

test("the crons change something by GET, and no cookie opens them", async () => {
  for (const name of ["refresh-tokens", "sync-analytics"]) {
    const headers = { cookie, "sec-fetch-site": "same-origin" };
    const [heard] = await target.repel(() => target.send(`/api/cron/${name}`, { headers }));
    expect(heard?.status).toBe(401);
  }
});
