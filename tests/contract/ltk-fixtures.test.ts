import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { expectedShape, shapeOf } from "@/lib/ltk/shape";
import { diffShapes } from "@/lib/ltk/shape-diff";
import { listSourceFiles, readProjectFile } from "../helpers/source-files";
import { EXPECTED } from "./ltk-expected";

const FIXTURES = "tests/fixtures/ltk";
const KINDS = ["drifted", "empty", "happy", "missing-fields", "wrong-types"] as const;
type Kind = (typeof KINDS)[number];
/** What the endpoint files share; each other file is an endpoint. */
const SHARED = ["endpoint", "parameters", "top-performers", "wire"];

function fixture(file: string, kind: Kind): unknown {
  return JSON.parse(readProjectFile(`${FIXTURES}/${file}/${kind}.json`));
}

const CASES = EXPECTED.map((expected) => [expected.file, expected] as const);
const READ = CASES.flatMap(([file, expected]) => [
  [file, "happy" as const, expected, expected.happy] as const,
  [file, "missing-fields" as const, expected, expected.missingFields] as const,
  [file, "empty" as const, expected, expected.empty] as const,
]);
const REFUSED = [
  ...CASES.flatMap(([file, expected]) => [
    [file, "wrong-types" as const, expected, expected.wrongTypes] as const,
    [file, "drifted" as const, expected, expected.drifted] as const,
  ]),
  ...READ.filter((row) => typeof row[3] === "string"),
];

test("every endpoint file has a row here, and five fixtures", () => {
  const files = listSourceFiles("lib/ltk/endpoints")
    .map((path) => path.replace(/^.*\/|\.ts$/g, ""))
    .filter((name) => !SHARED.includes(name));
  expect(EXPECTED.map(({ file }) => file).sort()).toEqual(files.sort());
  expect(readdirSync(FIXTURES).sort()).toEqual(files.sort());
  for (const file of files) {
    expect(readdirSync(`${FIXTURES}/${file}`).sort()).toEqual(KINDS.map((kind) => `${kind}.json`));
  }
});

test.each(READ.filter((row) => typeof row[3] !== "string"))(
  "%s, %s: exact values, and what is missing is absent, never zero",
  (file, kind, { endpoint, stored }, expected) => {
    const parsed = endpoint.parse(fixture(file, kind));
    expect(parsed).toEqual({ ok: true, value: expected });
    const value = parsed.ok ? parsed.value : undefined;
    expect(stored.parse(JSON.parse(JSON.stringify(value)))).toEqual(value);
  },
);

/** Every text and number in a body that says something; names and single digits do not. */
function valuesIn(body: unknown): readonly string[] {
  if (typeof body !== "object" || body === null) {
    const text = String(body);
    return body === null || typeof body === "boolean" || text.length < 3 ? [] : [text];
  }
  return Object.values(body).flatMap(valuesIn);
}

test.each(REFUSED)(
  "%s, %s: ltk_bad_shape names the endpoint and the path, and no value",
  (file, kind, { endpoint }, path) => {
    const body = fixture(file, kind);
    const parsed = endpoint.parse(body);
    expect(parsed).toMatchObject({
      ok: false,
      error: { code: "ltk_bad_shape", endpoint: endpoint.name, isRetryable: false },
    });
    const message = parsed.ok ? "" : parsed.error.message;
    expect(message).toBe(`${endpoint.name}: unexpected shape at ${path}`);
    expect(valuesIn(body).filter((value) => message.includes(value))).toEqual([]);
  },
);

test.each(CASES)(
  "%s: the probe finds nothing unknown, missing or other in the happy body",
  (file, { endpoint }) => {
    const diff = diffShapes(expectedShape(endpoint.body), shapeOf([fixture(file, "happy")]));
    expect(diff.length).toBeGreaterThan(1);
    expect(diff.filter(({ mark }) => mark !== " ")).toEqual([]);
  },
);

test.each(CASES)(
  "%s: the probe shows a drifted body by names and types alone",
  (file, { endpoint }) => {
    const body = fixture(file, "drifted");
    const diff = diffShapes(expectedShape(endpoint.body), shapeOf([body]));
    const marks = new Set(diff.map(({ mark }) => mark));
    expect([marks.has("+"), marks.has("-")]).toEqual([true, true]);
    const shown = JSON.stringify(diff);
    expect(valuesIn(body).filter((value) => shown.includes(value))).toEqual([]);
  },
);
