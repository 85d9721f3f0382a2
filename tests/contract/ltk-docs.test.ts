import { expect, test } from "vitest";
import { expectedShape, shapeOf } from "@/lib/ltk/shape";
import { diffShapes } from "@/lib/ltk/shape-diff";
import { readProjectFile } from "../helpers/source-files";
import { EXPECTED } from "./ltk-expected";

const PARTS = ["Parameters", "Shape", "Units", "Quirks", "Evidence", "Would change our mind"];

/** The sections of "Endpoints", by heading. */
function sections(): ReadonlyMap<string, string> {
  const [, endpoints = ""] =
    /^## Endpoints$(.*?)(?=^## )/ms.exec(readProjectFile("docs/ltk.md")) ?? [];
  const [, ...texts] = endpoints.split(/^### /m);
  return new Map(texts.map((text) => [text.split("\n")[0] ?? "", text]));
}

const CASES = EXPECTED.map(({ endpoint }) => [endpoint.name, endpoint] as const);

test("docs/ltk.md has a section for every endpoint file, and for nothing else", () => {
  expect([...sections().keys()].sort()).toEqual(CASES.map(([name]) => name).sort());
});

test("an endpoint is named after its file", () => {
  for (const { file, endpoint } of EXPECTED) expect(endpoint.name.replace(/[_/]/g, "-")).toBe(file);
});

test.each(CASES)("%s: its section tells all that a reader needs, with a year", (name) => {
  const text = sections().get(name) ?? "";
  const found = [...text.matchAll(/^\*\*([^*]+)\*\*/gm)].map(([, part]) => part);
  expect(found).toEqual(PARTS);
  expect(/^\*\*Evidence\*\* .*\b20\d\d\b/m.test(text)).toBe(true);
});

test.each(CASES)("%s: path and parameters are those that are sent", (name, { request }) => {
  const text = sections().get(name) ?? "";
  const [, path = "", query] = /^`GET ([^?`]+)(?:\?([^`]*))?`$/m.exec(text) ?? [];
  const filled = path.replace("{publisher_id}", "100001").replace("{account_id}", "200001");
  expect(filled).toBe(request.path);
  const documented = new Map(
    (query?.split("&") ?? [])
      .map((part) => [...part.split("="), ""])
      .map(([key = "", value]) => [key, value]),
  );
  expect([...documented.keys()].sort()).toEqual(Object.keys(request.parameters).sort());
  const fixed = [...documented].filter(([, value]) => value !== "");
  expect(request.parameters).toMatchObject(Object.fromEntries(fixed));
});

test.each(CASES)(
  "%s: the example is read, and holds nothing the schema does not know",
  (name, endpoint) => {
    const [, example = ""] = /```json\n(.*?)```/s.exec(sections().get(name) ?? "") ?? [];
    const body: unknown = JSON.parse(example);
    expect(endpoint.parse(body)).toMatchObject({ ok: true });
    const diff = diffShapes(expectedShape(endpoint.body), shapeOf([body]));
    expect(diff.filter(({ mark }) => mark === "+" || mark === "~")).toEqual([]);
  },
);
