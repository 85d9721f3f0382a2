import { expect, test } from "vitest";
import type { LogFields } from "@/lib/server/log";
import { logRequestError } from "@/lib/server/request-error";

const PLACE = { method: "GET", routePath: "/creator/[slug]", routeType: "render" };

function logged(error: unknown) {
  const lines: { event: string; fields: LogFields | undefined }[] = [];
  logRequestError(error, PLACE, (_, event, fields) => void lines.push({ event, fields }));
  expect(lines).toHaveLength(1);
  return lines[0]?.fields;
}

test("an error is logged by its kind, digest, place and frames", () => {
  const fields = logged(Object.assign(new TypeError("invented-secret"), { digest: "3312@E4" }));
  expect(fields).toMatchObject({ ...PLACE, name: "TypeError", digest: "3312@E4" });
  expect(fields?.["frames"]).toMatch(/^at .*request-error\.test\.ts:\d+:\d+\)?/);
});

test.each([
  ["in its message", new Error("invented-secret")],
  [
    "in several lines of it",
    new Error("first\n    at invented-secret (/x.ts:1:2)\ninvented-secret"),
  ],
  ["in its name", Object.assign(new Error("x"), { name: "Error invented-secret" })],
  ["in its digest", Object.assign(new Error("x"), { digest: "invented-secret of ava@x" })],
  ["in its cause", new Error("x", { cause: new Error("invented-secret") })],
  ["as a text", "invented-secret"],
  ["as an object", { message: "invented-secret", stack: "    at invented-secret (/x.ts:1:2)" }],
])("what an error holds %s stays out", (_, error) => {
  expect(JSON.stringify(logged(error))).not.toContain("invented-secret");
});

test.each([undefined, null, 7])("%s thrown is logged as its type", (thrown) => {
  expect(logged(thrown)).toMatchObject({ name: typeof thrown, frames: "" });
});
