import { describe, expect, onTestFinished, test } from "vitest";
import { parseSlug, type Slug } from "@/lib/core/brand";
import { type Container, createContainer } from "@/lib/server/container";
import { type Env, parseEnv } from "@/lib/server/env";
import { refreshTokens } from "@/lib/server/jobs/refresh-tokens";
import type { TokenStatus } from "@/lib/token-manager/token-manager";
import { appEnv } from "../helpers/app-env";
import { createSandbox } from "../sandbox";
import type { Cell, Fields } from "../sandbox/airtable";
import type { Sandbox } from "../sandbox/sandbox";
import { TOKENS_ENDED_MS } from "./setting";
import { createWorkerClock } from "./worker-clock";

/*
 * A person edits the creators' table by hand. Two containers of the production code share a real Redis and the simulated
 * Airtable and Auth0 over sockets, on one clock. Auth0 allows no overlap: any spent token that is sent ends the session.
 */

const AVA = "ava-lane";
const BEA = "bea-ortiz";
const TOKEN_CELLS = ["Refresh_Token", "Access_Token", "ID_Token"] as const;
/** Longer than a process trusts a reading of the table, and than a version may lag behind. */
const LATER_MS = 2 * 60_000;
const RUN_MS = 60_000;

function requireSlug(text: string): Slug {
  const slug = parseSlug(text);
  if (slug === undefined) throw new Error(`no slug: ${text}`);
  return slug;
}

function requireEnv(sandbox: Sandbox): Env {
  const parsed = parseEnv({
    ...appEnv(sandbox),
    TOKEN_REFRESH: "on",
    LTK_GRANTS_PER_SECOND: "10",
  });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ name }) => name).join());
  return parsed.env;
}

/** What a process got for a creator, and what it says of her. */
interface Seen {
  readonly got: string;
  readonly accessToken: string | undefined;
  /** What /settings is told. */
  readonly status: TokenStatus | undefined;
}

async function setUp() {
  const clock = createWorkerClock();
  let aheadMs = 0;
  const sandbox = await createSandbox({ kv: "redis", now: clock.now });
  onTestFinished(sandbox.close);
  const env = requireEnv(sandbox);
  const start = () => createContainer(env, { ...clock, defer, log: () => {} });
  const processes = [start(), start()];

  function advance(ms: number): void {
    aheadMs += ms;
    clock.setAhead(aheadMs);
  }

  /** A page view a minute or more after the last one, up to the end of what it began. */
  async function look(container: Container, slug: string): Promise<Seen> {
    container.snapshot.expire();
    await container.snapshot.read();
    const token = await container.tokens.getValidToken(requireSlug(slug));
    await container.tokens.whenSaved();
    await container.tokens.load([requireSlug(slug)]);
    return {
      got: token.ok ? "ok" : token.error.code,
      accessToken: token.ok ? token.value.accessToken : undefined,
      status: container.tokens.statusOf(requireSlug(slug)),
    };
  }

  /** Each process looks in turn; answers what they all got and say. */
  async function lookAll(slug: string): Promise<readonly Seen[]> {
    const seen: Seen[] = [];
    for (const container of processes) {
      advance(LATER_MS);
      seen.push(await look(container, slug));
    }
    return seen;
  }

  async function renew(...slugs: readonly string[]): Promise<void> {
    advance(TOKENS_ENDED_MS);
    for (const slug of slugs) for (const { got } of await lookAll(slug)) expect(got).toBe("ok");
  }

  /** A process that knows nothing but the store and the table renews everything once more. */
  async function expectAlive(slug: string): Promise<void> {
    const grants = sandbox.grants(slug);
    advance(TOKENS_ENDED_MS);
    const witness = start();
    expect((await look(witness, slug)).got).toBe("ok");
    expect(sandbox.grants(slug)).toBe(grants + 1);
    expect(sandbox.reuseEvents()).toBe(0);
  }

  return { sandbox, start, advance, look, lookAll, renew, expectAlive, now: clock.now };
}

type World = Awaited<ReturnType<typeof setUp>>;

/** Work that outlives an answer is awaited through `whenSaved`, or fails the run as an unhandled rejection. */
function defer(work: () => Promise<void>): void {
  void work();
}

function tokenCells(row: Fields): Readonly<Record<string, Cell | null>> {
  return Object.fromEntries(TOKEN_CELLS.map((column) => [column, row[column] ?? null]));
}

/** Every token that was ever sent was sent once, and none came back refused. */
function expectNoneSpentTwice({ sandbox }: World): void {
  expect(sandbox.reuseEvents()).toBe(0);
  const granted = sandbox.creators.reduce((sum, { slug }) => sum + sandbox.grants(slug), 0);
  expect(sandbox.calls().auth.token).toBe(granted);
}

interface Edit {
  readonly name: string;
  /** From the row before the last renewal, or what a person types. */
  readonly fields: (before: Fields, older: Fields) => Readonly<Record<string, Cell | null>>;
  readonly problem: TokenStatus["rowProblem"];
}

const EDITS: readonly Edit[] = [
  { name: "version 9999", fields: () => ({ Token_Version: 9_999 }), problem: "version" },
  { name: "version 1", fields: () => ({ Token_Version: 1 }), problem: "version" },
  { name: "a blank refresh token", fields: () => ({ Refresh_Token: null }), problem: "blank" },
  {
    name: "three blank cells and a blank version",
    fields: () => ({ ...tokenCells({}), Token_Version: null }),
    problem: "blank",
  },
  { name: "text", fields: () => ({ Refresh_Token: "ask Mara for the new one" }), problem: "text" },
  { name: "a word", fields: () => ({ Refresh_Token: "TODO" }), problem: "text" },
  {
    name: "undo of the refresh token alone",
    fields: ({ Refresh_Token = null }) => ({ Refresh_Token }),
    problem: "spent",
  },
  {
    name: "undo of the whole renewal",
    fields: (before) => ({ ...tokenCells(before), Token_Version: before["Token_Version"] ?? null }),
    problem: "spent",
  },
  {
    name: "restore of a row two renewals old, with a high version",
    fields: (_, older) => ({ ...tokenCells(older), Token_Version: 9_999 }),
    problem: "spent",
  },
];

describe("the row is spoilt", () => {
  test.each(EDITS.map((edit) => [edit.name, edit] as const))(
    "%s: the living token is used, the row is repaired and the status says what stood there",
    async (_name, { fields, problem }) => {
      const world = await setUp();
      const { sandbox, lookAll, renew, expectAlive } = world;
      const older = sandbox.row(AVA);
      await renew(AVA);
      const before = sandbox.row(AVA);
      await renew(AVA);
      const right = sandbox.row(AVA);
      sandbox.setRow(AVA, fields(before, older));
      const seen = await lookAll(AVA);
      for (const { got, accessToken, status } of seen) {
        const isRight = accessToken === right["Access_Token"];
        const rowProblem = status?.rowProblem;
        expect({ got, isRight, rowProblem }).toEqual({
          got: "ok",
          isRight: true,
          rowProblem: problem,
        });
        expect(status?.changedOutsideAt).toBeUndefined();
      }
      const repaired = { ...tokenCells(right), Token_Version: right["Token_Version"] };
      expect(sandbox.row(AVA)).toMatchObject({ ...repaired, Status: "active" });
      expect(sandbox.grants(AVA)).toBe(2);
      await expectAlive(AVA);
      expectNoneSpentTwice(world);
    },
  );
});

describe("a new login is put into the row by hand", () => {
  test.each([
    ["with all three tokens and the old version", TOKEN_CELLS, "new"],
    ["with the refresh token alone", ["Refresh_Token"] as const, "old"],
  ] as const)(
    "%s: it holds, and the replaced one is never sent again",
    async (_, columns, serves) => {
      const world = await setUp();
      const { sandbox, lookAll, renew, expectAlive, now } = world;
      await renew(AVA);
      const right = sandbox.row(AVA);
      const { refresh_token, access_token, id_token } = await sandbox.logIn(AVA);
      const login = {
        Refresh_Token: refresh_token,
        Access_Token: access_token,
        ID_Token: id_token,
      };
      sandbox.setRow(AVA, Object.fromEntries(columns.map((column) => [column, login[column]])));
      for (const { got, accessToken, status } of await lookAll(AVA)) {
        expect(got).toBe("ok");
        expect(accessToken).toBe(serves === "new" ? access_token : right["Access_Token"]);
        expect(status?.changedOutsideAt).toBeGreaterThan(now() - 3 * LATER_MS);
        expect(status?.rowProblem).toBeUndefined();
      }
      expect(sandbox.row(AVA)["Refresh_Token"]).toBe(refresh_token);
      expect(sandbox.grants(AVA)).toBe(1);
      await expectAlive(AVA);
      // Undo brings the replaced login back, which lives but is not ours to spend any more.
      const newest = sandbox.row(AVA);
      sandbox.setRow(AVA, tokenCells(right));
      for (const { status } of await lookAll(AVA)) expect(status?.rowProblem).toBe("spent");
      expect(sandbox.row(AVA)).toMatchObject(tokenCells(newest));
      await expectAlive(AVA);
      expectNoneSpentTwice(world);
    },
  );
});

describe("cells are swapped between two rows", () => {
  function swap(sandbox: Sandbox, columns: readonly string[]): void {
    const [ava, bea] = [sandbox.row(AVA), sandbox.row(BEA)];
    for (const column of columns) {
      sandbox.setRow(AVA, { [column]: bea[column] ?? null });
      sandbox.setRow(BEA, { [column]: ava[column] ?? null });
    }
  }

  test.each([
    ["the refresh tokens alone", ["Refresh_Token"], "another_row"],
    ["all token cells", TOKEN_CELLS, "another_creator"],
  ])("%s: each keeps her own session, and both rows are repaired", async (_, columns, problem) => {
    const world = await setUp();
    const { sandbox, lookAll, renew, expectAlive } = world;
    await renew(AVA, BEA);
    const rights = [AVA, BEA].map((slug) => ({ slug, row: sandbox.row(slug) }));
    const grants = sandbox.calls().auth.token;
    swap(sandbox, columns);
    for (const { slug, row } of rights) {
      for (const { got, accessToken, status } of await lookAll(slug)) {
        const isRight = accessToken === row["Access_Token"];
        const rowProblem = status?.rowProblem;
        expect({ got, isRight, rowProblem }).toEqual({
          got: "ok",
          isRight: true,
          rowProblem: problem,
        });
      }
    }
    for (const { slug, row } of rights) expect(sandbox.row(slug)).toMatchObject(tokenCells(row));
    expect(sandbox.calls().auth.token).toBe(grants);
    await expectAlive(AVA);
    await expectAlive(BEA);
    expectNoneSpentTwice(world);
  });

  test("before anything was ever renewed: nothing is sent for either until somebody puts it right", async () => {
    const world = await setUp();
    const { sandbox, lookAll, advance, expectAlive } = world;
    swap(sandbox, TOKEN_CELLS);
    advance(TOKENS_ENDED_MS);
    for (const slug of [AVA, BEA]) {
      for (const { got, status } of await lookAll(slug)) {
        expect({ got, rowProblem: status?.rowProblem }).toEqual({
          got: "not_connected",
          rowProblem: "another_creator",
        });
      }
    }
    expect(sandbox.calls().auth.token).toBe(0);
    swap(sandbox, TOKEN_CELLS);
    await expectAlive(AVA);
    await expectAlive(BEA);
  });
});

test("the cron alone repairs every spoilt row in one run", async () => {
  const world = await setUp();
  const { sandbox, start, advance, expectAlive } = world;
  const container = start();
  advance(TOKENS_ENDED_MS);
  await refreshTokens(container, container.now() + RUN_MS);
  const slugs = [AVA, BEA, "cleo-park", "esme-hart"];
  const rights = slugs.map((slug) => ({ slug, row: sandbox.row(slug) }));
  sandbox.setRow(AVA, { Refresh_Token: null });
  sandbox.setRow(BEA, { Refresh_Token: "see the sheet" });
  sandbox.setRow("cleo-park", { Refresh_Token: rights[3]?.row["Refresh_Token"] ?? null });
  sandbox.setRow("esme-hart", { Token_Version: 77 });
  const grants = sandbox.calls().auth.token;
  advance(LATER_MS);
  container.snapshot.expire();
  await refreshTokens(container, container.now() + RUN_MS);
  for (const { slug, row } of rights) {
    expect(sandbox.row(slug), slug).toMatchObject({
      ...tokenCells(row),
      Token_Version: row["Token_Version"],
    });
  }
  expect(sandbox.calls().auth.token).toBe(grants);
  for (const slug of slugs) await expectAlive(slug);
  expectNoneSpentTwice(world);
});
