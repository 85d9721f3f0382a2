import { expect, test, vi } from "vitest";
import { err, ok, type Result } from "@/lib/core/result";
import type { Page } from "@/lib/ltk/endpoints/endpoint";
import { readAllPages } from "@/lib/ltk/pagination";

type Failure = { readonly code: "down" };
type Answer = Result<Page<number>, Failure>;

const page = (rows: readonly number[], next?: string): Answer => ok({ rows, next });

function setUp(answers: readonly Answer[]) {
  const readPage = vi.fn<(cursor: string | undefined) => Promise<Answer>>();
  for (const answer of answers) readPage.mockResolvedValueOnce(answer);
  const walk = { endpoint: "list", readPage, maxPages: 10 };
  return { walk, cursors: () => readPage.mock.calls.map(([cursor]) => cursor) };
}

test("the list ends where no cursor is: not at a short page, nor at an empty one; equal rows are kept", async () => {
  const { walk, cursors } = setUp([page([1, 1, 2], "9"), page([2], "3"), page([], "7"), page([1])]);
  expect(await readAllPages(walk)).toEqual(ok([1, 1, 2, 2, 1]));
  expect(cursors()).toEqual([undefined, "9", "3", "7"]);
});

test("a cursor that was given before is an error, and no row is answered", async () => {
  const { walk, cursors } = setUp([page([1], "a"), page([2], "b"), page([3], "a")]);
  const result = await readAllPages(walk);
  expect(result).toMatchObject({
    ok: false,
    error: { code: "ltk_bad_shape", reason: "repeated_cursor", endpoint: "list" },
  });
  expect(cursors()).toHaveLength(3);
});

test("a list that does not end is an error after the last page that is allowed", async () => {
  const readPage = vi.fn(async (cursor?: string) => page([1], `${cursor ?? ""}x`));
  const result = await readAllPages({ endpoint: "list", readPage, maxPages: 10 });
  expect(result).toMatchObject({ error: { code: "ltk_bad_shape", reason: "too_many_pages" } });
  expect(readPage).toHaveBeenCalledTimes(10);
});

test("a list that ends on the last page that is allowed is whole", async () => {
  const { walk } = setUp([page([1], "a"), page([2])]);
  expect(await readAllPages({ ...walk, maxPages: 2 })).toEqual(ok([1, 2]));
});

test("a page that cannot be read is the error of the whole", async () => {
  const failure = err({ code: "down" as const });
  const { walk, cursors } = setUp([page([1], "a"), failure]);
  expect(await readAllPages(walk)).toBe(failure);
  expect(cursors()).toHaveLength(2);
});

test("when some rows suffice, no further page is read and no further row answered", async () => {
  const { walk, cursors } = setUp([page([1, 2], "a"), page([3, 4], "b")]);
  expect(await readAllPages({ ...walk, enough: 3 })).toEqual(ok([1, 2, 3]));
  expect(cursors()).toHaveLength(2);
});
